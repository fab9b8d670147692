package io.linewatch.edge;

import io.linewatch.edge.control.ControlState;
import io.linewatch.edge.control.GatewayControl;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.local.LocalFeed;
import io.linewatch.edge.outbox.Outbox;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.protection.ProtectionWatch;
import io.linewatch.edge.publish.Publisher;
import io.linewatch.edge.status.GatewayView;
import io.linewatch.edge.status.HealthReason;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks at every part and says what is not as it should be. */
final class GatewayMonitor {
  private static final Duration LEAST_SPAN = Duration.ofSeconds(2);

  private final String gateway;
  private final String version;
  private final EdgePipeline pipeline;
  private final List<Intake> intakes;
  private final Outbox outbox;
  private final Publisher publisher;
  private final GatewayControl control;
  private final DiskWatch disk;
  private final ProtectionWatch protection;
  private final @Nullable LocalFeed feed;
  private final @Nullable CameraStations cameras;
  private final InstantSource clock;
  private final Instant started;

  private Instant lastLook;
  private long lastReadings;
  private double readingsPerSecond;

  GatewayMonitor(
      String gateway,
      String version,
      EdgePipeline pipeline,
      List<Intake> intakes,
      Outbox outbox,
      Publisher publisher,
      GatewayControl control,
      DiskWatch disk,
      ProtectionWatch protection,
      @Nullable LocalFeed feed,
      @Nullable CameraStations cameras,
      InstantSource clock) {
    this.gateway = gateway;
    this.version = version;
    this.pipeline = pipeline;
    this.intakes = List.copyOf(intakes);
    this.outbox = outbox;
    this.publisher = publisher;
    this.control = control;
    this.disk = disk;
    this.protection = protection;
    this.feed = feed;
    this.cameras = cameras;
    this.clock = clock;
    this.started = clock.instant();
    this.lastLook = started;
  }

  GatewayView view() {
    ControlState state = control.state();
    Map<String, Long> counts = pipeline.counts();
    Instant now = clock.instant();
    return new GatewayView(
        gateway,
        version,
        now,
        started,
        state.appliedRevision(),
        state.refusedRevision(),
        state.problems(),
        intakes.stream()
            .map(i -> new GatewayView.SourceView(i.id(), i.connected(), i.problem()))
            .toList(),
        rate(now, counts.getOrDefault("readings", 0L)),
        counts,
        pipeline.lastRejections(),
        pipeline.models(),
        outbox.depth(),
        publisher.connected(),
        health(state),
        pipeline.vibration(),
        protection.views());
  }

  private synchronized double rate(Instant now, long readings) {
    Duration span = Duration.between(lastLook, now);
    if (span.compareTo(LEAST_SPAN) >= 0) {
      readingsPerSecond = (readings - lastReadings) / (span.toMillis() / 1000.0);
      lastLook = now;
      lastReadings = readings;
    }
    return readingsPerSecond;
  }

  private List<HealthReason> health(ControlState state) {
    List<HealthReason> reasons = new ArrayList<>();
    if (state.appliedRevision() == 0) {
      reasons.add(
          new HealthReason(
              "no-desired-state",
              false,
              "There is no desired state yet. Apply a plant sheet at the centre that gives assets"
                  + " to this gateway. "
                  + control.sourceProblem()));
    }
    if (!outbox.problem().isEmpty()) {
      reasons.add(new HealthReason("outbox", false, outbox.problem()));
    }
    for (Intake intake : intakes) {
      if (!intake.connected() || !intake.problem().isEmpty()) {
        boolean others = intakes.stream().anyMatch(Intake::connected);
        reasons.add(
            new HealthReason(
                "source", others, "Connection '" + intake.id() + "': " + intake.problem()));
      }
    }
    if (!disk.problem().isEmpty()) {
      reasons.add(new HealthReason("disk", true, disk.problem()));
    }
    protection
        .problems()
        .forEach(problem -> reasons.add(new HealthReason("protection", true, problem)));
    if (feed != null && !feed.problem().isEmpty()) {
      reasons.add(
          new HealthReason(
              "local-feed", true, "The line is not warned by MQTT. " + feed.problem()));
    }
    if (cameras != null && !cameras.problem().isEmpty()) {
      reasons.add(new HealthReason("verdicts", true, "Gates are not told. " + cameras.problem()));
    }
    if (cameras != null && !cameras.centreProblem().isEmpty()) {
      reasons.add(new HealthReason("pictures", true, cameras.centreProblem()));
    }
    if (!state.problems().isEmpty()) {
      reasons.add(new HealthReason("desired-state", true, String.join(" ", state.problems())));
    }
    if (!publisher.connected()) {
      reasons.add(new HealthReason("kafka", true, publisher.problem()));
    }
    pipeline.models().stream()
        .filter(model -> !model.wantedDigest().equals(model.activeDigest()))
        .forEach(model ->
            reasons.add(
                new HealthReason(
                    "model",
                    true,
                    "Model '"
                        + model.name()
                        + "' on "
                        + model.asset()
                        + " does not score yet: "
                        + model.reason())));
    return reasons;
  }
}
