package io.linewatch.central.plant;

import java.util.List;

/** What became of a change to the plant sheet. */
public sealed interface PlantChange {
  /**
   * In force.
   *
   * @param revision revision of the desired states it made; gateways report it when they run on it
   * @param gateways whose desired state changed; empty when no gateway is concerned
   */
  record Applied(long version, long revision, List<String> gateways) implements PlantChange {}

  /** Somebody else was faster; nothing was changed. */
  record Conflict(long seenVersion, long currentVersion) implements PlantChange {}

  /** The sheet is wrong; nothing was changed. */
  record Wrong(List<String> problems) implements PlantChange {}
}
