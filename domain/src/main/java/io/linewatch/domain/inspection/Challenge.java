package io.linewatch.domain.inspection;

/**
 * A known part that was shown to the station on purpose.
 *
 * @param expected {@link Verdict#OK} or {@link Verdict#NG}
 * @param passed whether the station said so
 */
public record Challenge(Verdict expected, boolean passed) {
  public Challenge {
    if (expected != Verdict.OK && expected != Verdict.NG) {
      throw new IllegalArgumentException("a known part is OK or NG, not " + expected);
    }
  }
}
