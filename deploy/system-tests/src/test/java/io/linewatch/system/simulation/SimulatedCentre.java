package io.linewatch.system.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The centre's part of a simulation: processors, history and feed, each in its own time. */
final class SimulatedCentre implements AutoCloseable {
  private final SimulatedWorld world;
  private final AlertLogInvariants invariants;
  final List<SimulatedProcessor> processors = new ArrayList<>();
  private final SimulatedHistory history;
  final SimulatedFeed feed;

  SimulatedCentre(SimulatedWorld world, AlertLogInvariants invariants) {
    this.world = world;
    this.invariants = invariants;
    history = new SimulatedHistory(world.kafka, () -> world.now);
    feed = new SimulatedFeed(world.kafka, history);
    for (int partition = 0; partition < SimulatedKafka.PARTITIONS; partition++) {
      processors.add(new SimulatedProcessor(partition, world.kafka, () -> world.now, world.folder));
    }
  }

  /** A transaction of one partition; says what is wrong, or nothing. */
  String process(int drawn, int atMost) {
    // An idle partition teaches nothing while the other has work.
    int partition = processors.get(drawn).hasWork() ? drawn : processors.size() - 1 - drawn;
    SimulatedProcessor processor = processors.get(partition);
    if (world.random.nextInt(3) == 0) {
      processor.readDesired(1);
    }
    Map<String, Integer> positions = processor.read(atMost, world.random);
    return finish(partition, positions, "reads to " + new TreeMap<>(positions).values());
  }

  /** The timers of one partition. */
  String tick(int partition) {
    processors.get(partition).tick();
    return finish(partition, processors.get(partition).positions(), "looks at the clock");
  }

  /** A transaction ends: it is lost, or it is committed, and perhaps nobody knows. */
  private String finish(int partition, Map<String, Integer> positions, String what) {
    SimulatedProcessor processor = processors.get(partition);
    if (world.random.nextInt(16) == 0) {
      processor.crash();
      world.say("processor " + partition + " " + what + " and dies before the commit");
      return "";
    }
    SimulatedProcessor.Written written = processor.commit(positions);
    world.say(
        "processor %d %s: %s"
            .formatted(
                partition,
                what,
                written.events().stream()
                    .map(event ->
                        event.transition()
                            + " "
                            + event.alert().asset().asset()
                            + " "
                            + event.alert().revision())
                    .toList()));
    world.count("dead letters", written.deadLetters());
    written.events().forEach(event -> world.count(event.transition().toString(), 1));
    written.replies().forEach(reply -> world.count("answered " + reply.outcome(), 1));
    String problem = invariants.check(partition, written.events());
    if (problem.isEmpty()) {
      problem = Comparison.of(processor.reference, written);
    }
    if (problem.isEmpty() && world.random.nextInt(20) == 0) {
      processor.crash();
      world.say("processor " + partition + " dies after the commit");
    }
    return problem;
  }

  String readHistoryAndFeed() {
    world.say("history writes " + history.follow(world.random, world.random.nextInt(1, 8)));
    feed.follow(world.random.nextInt(1, 8));
    String problem = history.difference();
    return problem.isEmpty() ? feed.difference() : problem;
  }

  /** Everything that waits is read; the timers look once. */
  String settle() {
    for (int partition = 0; partition < processors.size(); partition++) {
      SimulatedProcessor processor = processors.get(partition);
      processor.readDesired(Integer.MAX_VALUE);
      while (processor.hasWork()) {
        String problem = finish(partition, processor.read(100, world.random), "reads the rest");
        if (!problem.isEmpty()) {
          return problem;
        }
      }
      processor.tick();
      String problem = finish(partition, processor.positions(), "looks at the clock");
      if (!problem.isEmpty()) {
        return problem;
      }
    }
    return "";
  }

  /** History and feed read to the end. */
  String catchUp() {
    history.catchUp();
    feed.follow(Integer.MAX_VALUE);
    String problem = history.difference();
    return problem.isEmpty() ? feed.difference() : problem;
  }

  @Override
  public void close() {
    processors.forEach(SimulatedProcessor::close);
  }
}
