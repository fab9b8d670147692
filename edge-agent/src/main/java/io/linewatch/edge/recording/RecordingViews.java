package io.linewatch.edge.recording;

import io.linewatch.edge.recording.RecordingView.State;

/** Recordings as people see them. */
final class RecordingViews {
  private RecordingViews() {}

  static RecordingView of(ActiveRecording recording) {
    String problem = recording.problem();
    if (problem.isEmpty()) {
      problem = recording.pictures().problem();
    }
    if (problem.isEmpty() && !recording.unknown().isEmpty()) {
      problem =
          "the plant sheet has no "
              + recording.unknown().getFirst()
              + (recording.unknown().size() > 1
                  ? " and " + (recording.unknown().size() - 1) + " more"
                  : "")
              + " on this gateway";
    }
    State state =
        !recording.problem().isEmpty()
            ? State.REFUSED
            : recording.waitsForState() ? State.WAITS_FOR_STATE : State.RECORDING;
    return new RecordingView(
        recording.request.name(),
        state,
        recording.rows(),
        recording.folder().bytes(),
        recording.lost(),
        problem);
  }

  static RecordingView ended(RecordingFolder folder) {
    long rows = folder.card().readings().values().stream().mapToLong(Long::longValue).sum();
    return new RecordingView(folder.name(), State.ENDED, rows, folder.bytes(), 0, "");
  }

  static RecordingView refused(String name, String problem) {
    return new RecordingView(name, State.REFUSED, 0, 0, 0, problem);
  }
}
