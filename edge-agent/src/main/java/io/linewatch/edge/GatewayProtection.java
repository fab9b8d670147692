package io.linewatch.edge;

import io.linewatch.edge.config.EdgeConfig;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.protection.MachineProbe;
import io.linewatch.edge.protection.ProtectionWatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/** What is watched of this machine, and what the pipeline gives up at the marks. */
final class GatewayProtection {
  private GatewayProtection() {}

  static ProtectionWatch of(
      EdgeConfig config,
      Path stateDir,
      Outbox outbox,
      EdgePipeline decides,
      MeterRegistry metrics) {
    double bound = config.outboxBytes();
    return new ProtectionWatch(
        new MachineProbe(stateDir, () -> 100 * outbox.depth().bytes() / bound),
        config.protectionOrDefault().marks(),
        new ProtectionWatch.Measures() {
          @Override
          public void protect(int keepEvery, boolean withoutSeries) {
            decides.relief().protect(keepEvery, withoutSeries);
          }

          @Override
          public void tellShed() throws InterruptedException {
            decides.relief().tellShed();
          }
        },
        decides::report,
        metrics);
  }
}
