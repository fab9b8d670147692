package io.linewatch.edge.pipeline;

import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.outbox.OutboxBatch;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;

/**
 * What the pipeline gives up so that the gateway goes on: readings at QoS 0 that a lane cannot
 * take, more of them while the gateway protects itself, and series while the disk is nearly full.
 * Nothing of it in silence. Any thread.
 */
public final class Relief {
  private final ShedLog log;
  final Shedder shedder;
  final SeriesGate series;

  Relief(ShedLog log, DurableOutput output, MeterRegistry metrics) {
    this.log = log;
    this.shedder = new Shedder(log);
    this.series = new SeriesGate(output, metrics);
  }

  /** What gives way at QoS 0; what arrives, when nobody says otherwise. */
  public void shedsBy(ShedChoice user) {
    shedder.chosenBy(user);
  }

  /**
   * What the gateway gives up to protect itself.
   *
   * @param keepEvery at QoS 0 only every so-many-th message of an asset is decided; 1 for all
   * @param withoutSeries whether series are no longer kept, so that the disk is left to findings
   */
  public void protect(int keepEvery, boolean withoutSeries) {
    shedder.keepEvery(keepEvery);
    series.close(withoutSeries);
  }

  /**
   * States what was shed since the last call as gaps. Blocks while the outbox is full. Any thread
   * but a lane's or the outbox's.
   */
  public void tellShed() throws InterruptedException {
    List<Missing> shed = log.take();
    if (!shed.isEmpty()) {
      series.submit(new OutboxBatch(List.of(), List.of(), List.of(), shed, () -> {}));
    }
  }
}
