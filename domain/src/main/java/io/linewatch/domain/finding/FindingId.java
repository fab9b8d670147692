package io.linewatch.domain.finding;

/**
 * The identity of a finding, the same however often it is sent: gateway, outbox epoch, subject,
 * episode, transition.
 *
 * @param epoch random when the gateway's outbox was created, so that a new outbox never repeats an
 *     old id
 * @param subject the detector's or the gateway condition's text form
 */
public record FindingId(
    String gateway, String epoch, String subject, long episode, int transition) {
  private static final String SEPARATOR = "~";

  public FindingId {
    if (gateway.contains(SEPARATOR) || epoch.contains(SEPARATOR) || subject.contains(SEPARATOR)) {
      throw new IllegalArgumentException("'~' must not stand inside the parts of a finding id");
    }
  }

  /**
   * @throws IllegalArgumentException when the text has another form
   */
  public static FindingId of(String text) {
    String[] parts = text.split(SEPARATOR, -1);
    if (parts.length != 5) {
      throw new IllegalArgumentException(
          "finding id '" + text + "' must be gateway~epoch~subject~episode~transition");
    }
    return new FindingId(
        parts[0], parts[1], parts[2], Long.parseLong(parts[3]), Integer.parseInt(parts[4]));
  }

  @Override
  public String toString() {
    return String.join(
        SEPARATOR, gateway, epoch, subject, Long.toString(episode), Integer.toString(transition));
  }
}
