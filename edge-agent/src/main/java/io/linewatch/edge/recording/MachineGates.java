package io.linewatch.edge.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.recording.RecordingGap;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The gates of a recording's machines, and the gaps they leave. Recorder's thread. */
final class MachineGates {
  private final RecordingRequest request;
  private final Map<AssetPath, StateGate> gates = new HashMap<>();

  MachineGates(RecordingRequest request, Set<AssetPath> assets) {
    this.request = request;
    for (AssetPath asset : assets) {
      gates.put(asset, new StateGate(assets.size() == 1 ? "" : asset.toString(), request));
    }
  }

  boolean has(AssetPath asset) {
    return gates.containsKey(asset);
  }

  /**
   * Whether the machine is in a chosen state.
   *
   * @param counted how many values are left out if it is not
   * @param gaps takes the gap that is over when it is again
   */
  boolean passes(
      AssetPath asset,
      @Nullable String state,
      Instant time,
      long counted,
      Consumer<RecordingGap> gaps) {
    StateGate gate = gates.get(asset);
    if (gate == null) {
      return false;
    }
    boolean wasClosed = gate.isClosed();
    boolean open = gate.judge(state, time, counted);
    if (open && wasClosed) {
      RecordingGap gap = gate.takeGap(time);
      if (gap != null) {
        gaps.accept(gap);
      }
    }
    return open;
  }

  /** Whether what is lost of this machine now is missing. */
  boolean isOpen(AssetPath asset) {
    StateGate gate = gates.get(asset);
    return gate != null && !gate.isClosed();
  }

  /** How gaps name the machine; empty where there is but one. */
  String subject(AssetPath asset) {
    StateGate gate = gates.get(asset);
    return gate == null ? asset.toString() : gate.subject();
  }

  /** Gaps that are still open at the end. */
  void finish(Consumer<RecordingGap> gaps) {
    for (StateGate gate : gates.values()) {
      RecordingGap gap = gate.takeGap(null);
      if (gap != null) {
        gaps.accept(gap);
      }
    }
  }

  /** Whether no machine is in a chosen state. */
  boolean allClosed() {
    return !gates.isEmpty()
        && !request.machineStates().isEmpty()
        && gates.values().stream().allMatch(StateGate::isClosed);
  }
}
