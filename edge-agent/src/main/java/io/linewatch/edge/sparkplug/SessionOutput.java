package io.linewatch.edge.sparkplug;

import io.linewatch.edge.signal.DeviceSamples;
import io.linewatch.edge.signal.Rejection;

/** What comes of messages and time. Called under the session's own thread or lock. */
public interface SessionOutput {
  /** Values of a node or a device, in the order in which it sent them. */
  void samples(DeviceSamples samples);

  /** Something was refused. */
  void refused(Rejection rejection);

  /**
   * @param nodeKey {@code group/node} to send {@code Node Control/Rebirth} to
   */
  void requestRebirth(String nodeKey);
}
