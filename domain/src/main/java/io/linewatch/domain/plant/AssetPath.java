package io.linewatch.domain.plant;

import java.util.regex.Pattern;

/**
 * Where an asset stands in the ISA-95 equipment hierarchy: {@code site/area/line/asset}. Each name
 * is 1 to 64 letters, digits, {@code _}, {@code -} or {@code .}; letters of any script.
 */
public record AssetPath(String site, String area, String line, String asset)
    implements Comparable<AssetPath> {
  private static final int MAX_NAME = 64;
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}");

  public AssetPath {
    requireName("site", site);
    requireName("area", area);
    requireName("line", line);
    requireName("asset", asset);
  }

  /**
   * @throws IllegalArgumentException when the text is not four names with slashes between
   */
  public static AssetPath of(String text) {
    String[] names = text.split("/", -1);
    if (names.length != 4) {
      throw new IllegalArgumentException("asset path '" + text + "' must be site/area/line/asset");
    }
    return new AssetPath(names[0], names[1], names[2], names[3]);
  }

  /** {@code site/area/line}: the Kafka key under which everything about one line stays in order. */
  public String linePath() {
    return site + "/" + area + "/" + line;
  }

  @Override
  public int compareTo(AssetPath other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return linePath() + "/" + asset;
  }

  /** Whether this is 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit. */
  public static boolean isName(String name) {
    return isPlainName(name) || NAME.matcher(name).matches();
  }

  /** The same of ASCII alone, which most names are: every record names its assets. */
  private static boolean isPlainName(String name) {
    int length = name.length();
    if (length == 0 || length > MAX_NAME) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      char c = name.charAt(i);
      boolean letterOrDigit =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      boolean mark = c == '_' || c == '-' || c == '.';
      if (!letterOrDigit && (i == 0 || !mark)) {
        return false;
      }
    }
    return true;
  }

  static void requireName(String what, String name) {
    if (!isName(name)) {
      throw new IllegalArgumentException(
          what
              + " '"
              + name
              + "' must be 1 to 64 letters, digits, '_', '-' or '.', starting with a letter or digit");
    }
  }
}
