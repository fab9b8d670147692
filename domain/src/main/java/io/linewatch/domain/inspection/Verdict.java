package io.linewatch.domain.inspection;

/** What an inspection says of one part; the names are wire format. */
public enum Verdict {
  /** Below the review limit. */
  OK,
  /** Above the reject limit. */
  NG,
  /** Between the two limits: a person has to look. */
  REVIEW,
  /** Nobody has judged it; never to be taken for good. */
  NOT_INSPECTED
}
