package io.linewatch.edge;

import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.control.GatewayControl;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.outbox.OutboxDepth;
import java.io.IOException;
import java.util.Map;

/** The control thread's reports go through the outbox. */
record OutboxReports(Outbox outbox) implements GatewayControl.Reports {
  @Override
  public String epoch() {
    return outbox.epoch();
  }

  @Override
  public boolean offer(GatewayStatus status) {
    return outbox.offer(status);
  }

  @Override
  public void standsAt(AssetPath gatewayAsset) throws IOException, InterruptedException {
    outbox.standsAt(gatewayAsset);
  }

  @Override
  public Map<String, Long> counts() {
    OutboxDepth depth = outbox.depth();
    return Map.of("outbox.rows", depth.rows(), "outbox.bytes", depth.bytes());
  }
}
