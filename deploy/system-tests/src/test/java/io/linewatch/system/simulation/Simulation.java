package io.linewatch.system.simulation;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.wire.Topics;
import io.linewatch.system.simulation.SimulatedKafka.Stored;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One life of a small plant, drawn from a seed. Every step is one thing that happens somewhere; who
 * comes next is chance, so everything is late, repeated, interrupted and out of step with
 * everything else, as far as the real parts can be. What must hold is checked after every step. At
 * the end all parts come back, all that waits is delivered, and nothing may be missing.
 *
 * <p>To replay a failure: {@code mvn test -pl deploy/system-tests -am -Dtest=SimulationTest
 * -Dsurefire.failIfNoSpecifiedTests=false -Dlinewatch.simulation.seed=N}. The same seed makes the
 * same steps; only the outboxes' epochs, and with them the alerts' ids, are random.
 */
final class Simulation implements AutoCloseable {
  private static final double[] WELL = {1.0, 1.5, 4.2};
  private static final double[] ILL = {4.2, 5.0, 6.5, 8.0, 9.5};

  final SimulatedWorld world;
  private final SimulatedPlant plant = new SimulatedPlant();
  private final List<WatchedGateway> gateways = new ArrayList<>();
  private final SimulatedCentre centre;
  private final Set<DetectorId> ill = new HashSet<>();
  private int commands;

  Simulation(long seed, Path folder) {
    world = new SimulatedWorld(seed, folder);
    AlertLogInvariants invariants = new AlertLogInvariants();
    for (String name : SimulatedPlant.GATEWAYS) {
      gateways.add(new WatchedGateway(name, world, invariants));
    }
    publishPlant();
    centre = new SimulatedCentre(world, invariants);
  }

  /** So many steps, then rest; the first problem ends it. Null when there is none. */
  @Nullable String run(int steps) {
    for (int i = 0; i < steps; i++) {
      String problem = step();
      if (!problem.isEmpty()) {
        return "step " + (i + 1) + ": " + problem;
      }
    }
    String problem = rest();
    return problem.isEmpty() ? null : "at rest after " + steps + " steps: " + problem;
  }

  private String step() {
    world.now = world.now.plusMillis(world.random.nextInt(200, 1500));
    int draw = world.random.nextInt(100);
    String problem = "";
    if (draw < 26) {
      measure();
    } else if (draw < 31) {
      deliver(world.any(gateways));
    } else if (draw < 49) {
      publish(world.any(gateways));
    } else if (draw < 54) {
      control(world.any(gateways));
    } else if (draw < 73) {
      problem = centre.process(anyPartition(), world.random.nextInt(1, 6));
    } else if (draw < 78) {
      problem = centre.tick(anyPartition());
    } else if (draw < 83) {
      problem = centre.readHistoryAndFeed();
    } else if (draw < 93) {
      ask();
    } else if (draw < 96) {
      world.say("the plant changes: " + plant.change(world.random));
      publishPlant();
    } else {
      seldom(world.random.nextInt(10));
    }
    return problem;
  }

  private void seldom(int draw) {
    WatchedGateway some = world.any(gateways);
    switch (draw) {
      case 0, 1 -> {
        world.now = world.now.plus(Duration.ofMinutes(world.random.nextInt(1, 20)));
        world.say("minutes go by");
      }
      case 2 -> {
        world.now = world.now.plus(Duration.ofMinutes(61));
        world.say("an hour goes by");
      }
      case 3, 4 -> {
        some.gateway.crash();
        world.say(some.gateway.name + " dies");
      }
      case 5 -> {
        some.spoilOutbox();
        world.say(some.gateway.name + " dies and loses its outbox");
      }
      case 6 -> {
        int partition = anyPartition();
        centre.processors.get(partition).crash();
        world.say("processor " + partition + " dies");
      }
      default -> {
        boolean lives = some.gateway.toggleTrouble();
        some.follow();
        world.say(some.gateway.name + " has trouble or is over it, lives: " + lives);
      }
    }
  }

  private int anyPartition() {
    return world.random.nextInt(SimulatedKafka.PARTITIONS);
  }

  private void measure() {
    DetectorId detector = world.any(SimulatedPlant.DETECTORS);
    // Mostly from well to ill and back: what stays as it is teaches little.
    boolean wasIll = ill.contains(detector);
    boolean turns = world.random.nextInt(3) > 0;
    double[] values = wasIll == turns ? WELL : ILL;
    double value = values[world.random.nextInt(values.length)];
    if (wasIll == turns) {
      ill.remove(detector);
    } else {
      ill.add(detector);
    }
    WatchedGateway owner = gateways.get(plant.owner(detector.asset()).equals("gw-1") ? 0 : 1);
    owner.waiting.add(new WatchedGateway.Message(detector, world.now, value));
    world.say("measured " + ReferenceCentre.name(detector) + " " + value);
    if (world.random.nextInt(4) > 0) {
      deliver(owner);
    }
  }

  /** The broker hands over what waits, oldest first. */
  private void deliver(WatchedGateway to) {
    int count = world.random.nextInt(1, 5);
    if (world.random.nextInt(16) == 0) {
      to.live().dieAt(world.random.nextInt(4));
    }
    for (int i = 0; i < count && !to.waiting.isEmpty(); i++) {
      WatchedGateway.Message message = to.waiting.getFirst();
      if (!to.deliver(message)) {
        return;
      }
      if (world.random.nextInt(15) == 0) {
        world.say("… and once more");
        boolean _ = to.gateway.deliver(message.topic(), message.payload());
      }
    }
    if (to.gateway.isUp()) {
      to.live().spare();
    }
  }

  private void publish(WatchedGateway from) {
    if (!from.gateway.isUp()) {
      from.gateway.start();
      from.follow();
      world.say(from.gateway.name + " starts");
    } else if (from.producer.hasWork()) {
      world.say(
          from.gateway.name + " publishes: " + from.producer.publish(world.random, world.now));
    } else {
      // Nothing to send teaches nothing.
      measure();
    }
  }

  private void control(WatchedGateway of) {
    CrashingOutput output = of.live();
    if (world.random.nextInt(6) == 0) {
      output.dieAt(world.random.nextInt(5));
    }
    boolean lives = of.turn();
    if (lives) {
      output.spare();
    }
    world.say(
        of.gateway.name + (lives ? " runs on what is desired" : " dies over what is desired"));
  }

  /** A person asks something of an alert as a screen showed it, perhaps some time ago. */
  private void ask() {
    int partition = world.random.nextInt(SimulatedKafka.PARTITIONS);
    List<AlertEvent> events = world.kafka.alerts(partition);
    if (events.isEmpty()) {
      return;
    }
    int back =
        Math.min(events.size(), world.random.nextInt(3) > 0 ? 1 : world.random.nextInt(1, 8));
    AlertEvent seen = events.get(events.size() - back);
    AlertCommand command = Persons.command(seen.alert(), ++commands, world.random, world.now);
    Stored record =
        new Stored(
            command.asset().linePath(),
            Topics.COMMANDS.codec().encode(command),
            new RecordHeaders(),
            world.now);
    int times = world.random.nextInt(10) == 0 ? 2 : 1;
    for (int i = 0; i < times; i++) {
      world.kafka.append(Topics.COMMANDS.name(), partition, record);
    }
    world.say(
        "somebody asks to %s %s as of revision %d, %d times"
            .formatted(command.kind(), command.asset().asset(), command.seenRevision(), times));
  }

  private void publishPlant() {
    // Which gateway's document comes first is chance; for a moment two may own a machine, or none.
    List<WatchedGateway> order = world.random.nextBoolean() ? gateways : gateways.reversed();
    for (WatchedGateway watched : order) {
      DesiredState document = plant.desired(watched.gateway.name, world.now);
      world.kafka.append(
          Topics.DESIRED.name(),
          0,
          new Stored(
              document.gateway(),
              Topics.DESIRED.codec().encode(document),
              new RecordHeaders(),
              world.now));
    }
  }

  /** Everything comes back and catches up; then nothing may be missing. */
  private String rest() {
    world.say("— everything comes back —");
    for (int round = 0; round < 3; round++) {
      world.now = world.now.plus(Duration.ofMinutes(61));
      for (WatchedGateway watched : gateways) {
        watched.live().spare();
        boolean lives = watched.turn();
        while (lives && !watched.waiting.isEmpty()) {
          lives = watched.deliver(watched.waiting.getFirst());
        }
      }
      for (WatchedGateway watched : gateways) {
        boolean _ = watched.turn();
        watched.producer.publishAll(world.now);
      }
      String problem = centre.settle();
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    String problem = centre.catchUp();
    return problem.isEmpty()
        ? Comparison.atRest(plant, truths(), centre.processors, centre.feed)
        : problem;
  }

  private List<Comparison.Truth> truths() {
    List<Comparison.Truth> truths = new ArrayList<>();
    for (WatchedGateway watched : gateways) {
      truths.add(
          new Comparison.Truth(watched.gateway.name, watched.gateway.active(), watched.reference));
    }
    return truths;
  }

  @Override
  public void close() {
    gateways.forEach(watched -> watched.gateway.crash());
    centre.close();
  }
}
