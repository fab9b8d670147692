package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.edge.outbox.Missing;
import io.linewatch.edge.outbox.OutboxBatch;
import io.linewatch.edge.outbox.SavedDetector;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets findings and decision state through to the outbox always, and series unless the disk is to
 * be spared: then each block leaves a gap in its place. Any thread.
 */
final class SeriesGate implements DurableOutput {
  static final String SPARED =
      "The gateway's disk is nearly full; series are not kept, so that findings can be.";
  private static final int NAMES_OF_AN_ASSET = 4;

  private final DurableOutput output;
  private final Counter stopped;
  private volatile boolean closed;

  SeriesGate(DurableOutput output, MeterRegistry metrics) {
    this.output = output;
    this.stopped =
        Counter.builder("linewatch.edge.series.stopped")
            .description("minutes of series not kept to spare the disk; each leaves a gap")
            .register(metrics);
  }

  /**
   * @param now true while series are not kept
   */
  void close(boolean now) {
    closed = now;
  }

  @Override
  public void submit(OutboxBatch batch) throws InterruptedException {
    output.submit(closed && !batch.series().isEmpty() ? withoutSeries(batch) : batch);
  }

  private OutboxBatch withoutSeries(OutboxBatch batch) {
    List<Missing> missing = new ArrayList<>(batch.missing());
    for (SeriesBlock block : batch.series()) {
      missing.add(gap(block));
    }
    stopped.increment(batch.series().size());
    return new OutboxBatch(
        batch.states(), batch.statements(), List.of(), missing, batch.onDurable());
  }

  private static Missing gap(SeriesBlock block) {
    long[] times = block.timesMicros();
    long minute = block.minute().getEpochSecond() * 1_000_000;
    return new Missing(
        block.series(),
        asset(block.series()),
        SPARED,
        times.length == 0 ? minute : times[0],
        times.length == 0 ? minute : times[times.length - 1],
        times.length);
  }

  /** A series is named by a channel or a detector, and these by their asset. */
  private static AssetPath asset(String series) {
    String[] names = series.split("/", NAMES_OF_AN_ASSET + 1);
    return new AssetPath(names[0], names[1], names[2], names[3]);
  }

  @Override
  public String epoch() {
    return output.epoch();
  }

  @Override
  public Map<DetectorId, SavedDetector> savedDetectors() {
    return output.savedDetectors();
  }

  @Override
  public @Nullable Instant aliveUntil() {
    return output.aliveUntil();
  }
}
