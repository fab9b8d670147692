package io.linewatch.edge.recording;

/**
 * How a recording stands, for people.
 *
 * @param rows readings, waveform blocks and pictures taken in this run of the agent
 * @param bytes of its files
 * @param lost what the disk refused in this run
 * @param problem what is wrong and what to do; empty when nothing is
 */
public record RecordingView(
    String name, State state, long rows, long bytes, long lost, String problem) {
  /** What it does. */
  public enum State {
    RECORDING,
    /** No machine of it is in a chosen state. */
    WAITS_FOR_STATE,
    /** Nothing is written; the problem says why. */
    REFUSED,
    ENDED
  }
}
