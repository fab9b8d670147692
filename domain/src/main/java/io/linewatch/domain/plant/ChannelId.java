package io.linewatch.domain.plant;

/** One measured quantity of one asset: {@code site/area/line/asset/channel}. */
public record ChannelId(AssetPath asset, String channel) implements Comparable<ChannelId> {
  public ChannelId {
    AssetPath.requireName("channel", channel);
  }

  /**
   * @throws IllegalArgumentException when the text is not five names with slashes between
   */
  public static ChannelId of(String text) {
    int slash = text.lastIndexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException(
          "channel '" + text + "' must be site/area/line/asset/channel");
    }
    return new ChannelId(AssetPath.of(text.substring(0, slash)), text.substring(slash + 1));
  }

  @Override
  public int compareTo(ChannelId other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return asset + "/" + channel;
  }
}
