package io.linewatch.edge.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.commissioning.CheckMarks;
import io.linewatch.edge.commissioning.PointBoard;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.listen.ListeningSession;
import io.linewatch.edge.pipeline.PointReading;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.vibration.VibrationPoints;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A line and a broker whose doings the test makes, behind the real pages. */
public final class CommissioningDesk implements PointBoard.Line, ListeningSession.Brokers {
  public static final Instant NOW = Instant.parse("2026-03-01T08:00:00Z");

  public volatile @Nullable DesiredState desired;
  public volatile List<PointReading> readings = List.of();
  public volatile List<VibrationPoints.View> waveforms = List.of();
  public volatile List<Rejection> rejections = List.of();
  public volatile boolean spare = true;
  private final FakeBroker broker = new FakeBroker();

  CommissioningRoutes routes(MeterRegistry metrics) {
    try {
      return routes(Files.createTempDirectory("commissioning"), metrics);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  CommissioningRoutes routes(Path stateDir, MeterRegistry metrics) {
    InstantSource clock = () -> NOW;
    ListeningSession session = new ListeningSession(this, () -> spare, metrics, clock);
    PointBoard board =
        new PointBoard(this, List.of(broker), new CheckMarks(stateDir, metrics), clock);
    return new CommissioningRoutes(new Commissioning("gw-1", session, board), clock);
  }

  /** Waits until somebody listens. */
  void hear(String topic, String payload) throws Exception {
    broker
        .taker
        .get()
        .onMessage(
            new InboundMessage(
                "line", topic, payload.getBytes(UTF_8), NOW, InboundMessage.Receipt.NONE));
  }

  @Override
  public @Nullable DesiredState applied() {
    return desired;
  }

  @Override
  public List<PointReading> newestReadings() {
    return readings;
  }

  @Override
  public List<VibrationPoints.View> vibration() {
    return waveforms;
  }

  @Override
  public List<Rejection> lastRejections() {
    return rejections;
  }

  @Override
  public List<String> connections() {
    return List.of("line");
  }

  @Override
  public Intake open(String connection) {
    return broker;
  }

  /** Hands over what the test says. */
  private static final class FakeBroker implements Intake {
    private final CompletableFuture<Handler> taker = new CompletableFuture<>();

    @Override
    public String id() {
      return "line";
    }

    @Override
    public boolean serves(SourceMapping source) {
      return true;
    }

    @Override
    public void start(Handler handler) {
      taker.complete(handler);
    }

    @Override
    public void subscribe(List<String> topicFilters) {}

    @Override
    public boolean connected() {
      return true;
    }

    @Override
    public String problem() {
      return "";
    }

    @Override
    public void stopTaking() {}

    @Override
    public void close(Duration patience) {}
  }
}
