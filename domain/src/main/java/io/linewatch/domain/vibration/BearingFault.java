package io.linewatch.domain.vibration;

/** Which part of a rolling bearing is damaged; the names are wire format. */
public enum BearingFault {
  OUTER_RACE("outer race", "BPFO"),
  INNER_RACE("inner race", "BPFI"),
  /** A ball or roller strikes both races in one turn of its own: lines at twice BSF. */
  ROLLING_ELEMENT("rolling element", "2×BSF"),
  CAGE("cage", "FTF");

  private final String words;
  private final String line;

  BearingFault(String words, String line) {
    this.words = words;
    this.line = line;
  }

  /** For people, such as {@code outer race}. */
  public String words() {
    return words;
  }

  /** The line it shows at, such as {@code BPFO}. */
  public String line() {
    return line;
  }
}
