package io.linewatch.edge.commissioning;

/**
 * Why a point waits or is bad, and what to look at.
 *
 * @param detail what the kind says something about; empty where it needs nothing
 */
public record PointReason(Kind kind, String detail) {
  /** It is live: there is nothing to say. */
  static final PointReason NONE = new PointReason(Kind.NONE, "");

  /** What is said, with {@code %s} for the detail. */
  public enum Kind {
    NONE("%s"),
    /** A refusal in the words of whoever refused, or a connection in those of its broker. */
    AS_TOLD("%s"),
    SENDER_BAD("The sender says that the value is bad: look at sensor and wiring."),
    NO_SOURCE(
        "No source of the plant sheet leads here: add the channel to a source's values, or"
            + " correct the names in its topic."),
    /** The topic. */
    NOTHING_YET("Nothing has come on %s yet."),
    QUIET("Nothing has come for more than a minute.");

    private final String english;

    Kind(String english) {
      this.english = english;
    }

    public String english() {
      return english;
    }
  }

  static PointReason of(Kind kind) {
    return new PointReason(kind, "");
  }

  /** In the language of records. */
  public String english() {
    return in(kind.english());
  }

  /**
   * @param pattern of the kind, in any language
   */
  public String in(String pattern) {
    return pattern.replace("%s", detail);
  }
}
