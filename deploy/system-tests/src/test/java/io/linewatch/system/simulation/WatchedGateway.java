package io.linewatch.system.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A gateway with its way to Kafka, the broker's queue before it, and what it must decide. */
final class WatchedGateway {
  /** A message of the line that waits for its gateway. */
  record Message(DetectorId detector, Instant time, double value) {
    String topic() {
      AssetPath asset = detector.asset();
      return asset.line() + "/" + asset.asset() + "/" + detector.name();
    }

    byte[] payload() {
      return "{\"value\": %s, \"time\": \"%s\"}".formatted(value, time).getBytes(UTF_8);
    }
  }

  private final SimulatedWorld world;
  final SimulatedGateway gateway;
  final SimulatedProducer producer;
  final Deque<Message> waiting = new ArrayDeque<>();
  final Map<DetectorId, ReferenceDetector> reference = new TreeMap<>();
  private @Nullable DesiredState applied;

  /** It may have taken detectors away for plans that it then forgot. */
  private boolean diedOverPlans;

  WatchedGateway(String name, SimulatedWorld world, AlertLogInvariants log) {
    this.world = world;
    gateway = new SimulatedGateway(name, world.folder, () -> world.now, log::stated);
    producer = new SimulatedProducer(gateway, world.kafka);
  }

  /** Takes over what the gateway says it runs. */
  void follow() {
    if (!gateway.isUp()) {
      return;
    }
    if (diedOverPlans) {
      diedOverPlans = false;
      gateway
          .running()
          .outbox()
          .savedDetectors()
          .forEach((detector, saved) -> {
            if (saved.state().levels().isEmpty()) {
              reference(detector).reset();
            }
          });
    }
    long revision = gateway.appliedRevision();
    applied = null;
    for (DesiredState document : world.kafka.desiredStates()) {
      if (document.gateway().equals(gateway.name) && document.revision() == revision) {
        applied = document;
      }
    }
    for (DetectorId detector : SimulatedPlant.DETECTORS) {
      if (policy(detector) == null) {
        reference(detector).reset();
      }
    }
  }

  ReferenceDetector reference(DetectorId detector) {
    return reference.computeIfAbsent(detector, _ -> new ReferenceDetector());
  }

  @Nullable AlarmPolicy policy(DetectorId detector) {
    if (applied == null) {
      return null;
    }
    return applied.policies().stream()
        .filter(policy -> policy.detector().equals(detector))
        .map(DesiredState.DetectorPolicy::policy)
        .findFirst()
        .orElse(null);
  }

  /** Its output, started if need be. */
  CrashingOutput live() {
    CrashingOutput output = gateway.running().output();
    follow();
    return output;
  }

  /** Whether the gateway took it; what it committed is measured, heard or not. */
  boolean deliver(Message message) {
    CrashingOutput output = live();
    AlarmPolicy policy = policy(message.detector());
    boolean acknowledged = gateway.deliver(message.topic(), message.payload());
    if (policy != null && (acknowledged || output.committed())) {
      reference(message.detector()).measure(message.time(), message.value(), policy);
    }
    world.say(
        "%s %s %s %s"
            .formatted(
                gateway.name,
                acknowledged
                    ? "takes"
                    : output.committed() ? "dies after it committed" : "dies before it committed",
                ReferenceCentre.name(message.detector()),
                message.value()));
    if (acknowledged) {
      waiting.removeFirst();
    }
    return acknowledged;
  }

  /** One turn of its control with what is desired now; false when it died over it. */
  boolean turn() {
    boolean lives = gateway.turn(world.kafka.desired());
    diedOverPlans |= !lives;
    follow();
    return lives;
  }

  /** It dies, and what it knew is lost with its outbox. */
  void spoilOutbox() {
    gateway.spoilOutbox();
    reference.values().forEach(ReferenceDetector::reset);
    reference.values().forEach(ReferenceDetector::forgetTime);
  }
}
