package io.linewatch.model.fit.visual;

import java.util.List;

/**
 * What came of people's labels in a fit.
 *
 * @param fine pictures labelled fine that were learned from
 * @param leftOut labels and pictures that were not used, and why
 * @param defects pictures labelled defective that the model was tried on; they set no limit
 * @param found how many of these are rejected
 * @param missed the others, each with its score
 */
public record LabelReport(
    int fine, List<LeftOut> leftOut, int defects, int found, List<String> missed) {
  public LabelReport {
    leftOut = List.copyOf(leftOut);
    missed = List.copyOf(missed);
  }

  /**
   * A picture that was not used.
   *
   * @param digest of the picture, or its file's name
   * @param said what was said of it, and by whom
   * @param reason why it was left out and what to do
   */
  public record LeftOut(String digest, String said, String reason) {}
}
