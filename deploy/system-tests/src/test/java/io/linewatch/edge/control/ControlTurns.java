package io.linewatch.edge.control;

import io.linewatch.edge.control.DesiredSource.DesiredRecord;
import java.util.List;

/** A turn of the control thread, for a simulation that plays that thread itself. */
public final class ControlTurns {
  private ControlTurns() {}

  public static void turn(GatewayControl control, List<DesiredRecord> records)
      throws InterruptedException {
    control.turn(records);
  }
}
