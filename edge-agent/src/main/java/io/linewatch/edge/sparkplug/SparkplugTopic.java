package io.linewatch.edge.sparkplug;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * {@code spBv1.0/group/VERB/node[/device]} (specification 3.0, section 4.1).
 *
 * @param device null on the messages of the edge node itself
 */
public record SparkplugTopic(String group, Verb verb, String node, @Nullable String device) {
  /** First level of every topic. */
  public static final String NAMESPACE = "spBv1.0";

  private static final int MAX_LENGTH = 1_024;

  /** What a message says. */
  public enum Verb {
    NBIRTH,
    NDEATH,
    NDATA,
    NCMD,
    DBIRTH,
    DDEATH,
    DDATA,
    DCMD;

    boolean ofDevice() {
      return name().charAt(0) == 'D';
    }

    boolean isCommand() {
      return this == NCMD || this == DCMD;
    }
  }

  /** Null for whatever is not a message of an edge node or to one, such as a host's STATE. */
  static @Nullable SparkplugTopic of(String topic) {
    String[] levels = topic.split("/", -1);
    if (levels.length < 4
        || levels.length > 5
        || topic.length() > MAX_LENGTH
        || !levels[0].equals(NAMESPACE)) {
      return null;
    }
    Verb verb = verb(levels[2]);
    boolean named = !levels[1].isEmpty() && !levels[3].isEmpty();
    if (verb == null || !named || verb.ofDevice() != (levels.length == 5)) {
      return null;
    }
    String device = levels.length == 5 ? levels[4] : null;
    return device != null && device.isEmpty()
        ? null
        : new SparkplugTopic(levels[1], verb, levels[3], device);
  }

  private static @Nullable Verb verb(String name) {
    for (Verb verb : Verb.values()) {
      if (verb.name().equals(name)) {
        return verb;
      }
    }
    return null;
  }

  /** {@code group/node}, the specification's edge node descriptor. */
  String nodeKey() {
    return group + "/" + node;
  }

  /** Where the STATE of a host application stands. */
  public static String state(String hostId) {
    return NAMESPACE + "/STATE/" + hostId;
  }

  /** Where a command to an edge node goes; {@code nodeKey} as {@code group/node}. */
  public static String command(String nodeKey) {
    int slash = nodeKey.indexOf('/');
    return String.format(
        Locale.ROOT,
        "%s/%s/NCMD/%s",
        NAMESPACE,
        nodeKey.substring(0, slash),
        nodeKey.substring(slash + 1));
  }
}
