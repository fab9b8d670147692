package io.linewatch.edge.control;

import java.util.List;

/**
 * What the gateway runs on.
 *
 * @param appliedRevision 0 before the first
 * @param refusedRevision what was refused last and is newer; 0 when nothing was, or it had no
 *     readable revision
 * @param problems why it was refused, or what else is not as it should be
 * @param home line the gateway is filed under; empty before the first
 */
public record ControlState(
    long appliedRevision, long refusedRevision, List<String> problems, String home) {
  public static final ControlState NOTHING = new ControlState(0, 0, List.of(), "");

  public ControlState {
    problems = List.copyOf(problems);
  }

  ControlState refused(long revision, List<String> why) {
    return new ControlState(appliedRevision, revision, why, home);
  }
}
