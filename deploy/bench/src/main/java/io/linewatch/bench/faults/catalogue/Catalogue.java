package io.linewatch.bench.faults.catalogue;

import io.linewatch.standalone.server.Relays.Link;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** All faults, in the order of the report. */
public final class Catalogue {
  private static final Duration SECONDS = Duration.ofSeconds(6);
  private static final Duration MINUTE = Duration.ofSeconds(45);

  private static final List<Link> LINKS =
      List.of(
          Link.AGENT_TO_MQTT,
          Link.AGENT_TO_KAFKA,
          Link.PROCESSOR_TO_KAFKA,
          Link.PROCESSOR_TO_POSTGRES);

  private Catalogue() {}

  /**
   * These, in this order.
   *
   * @throws IllegalArgumentException when there is none of a name
   */
  public static List<Fault> named(List<String> names) {
    return names.stream()
        .map(name ->
            all().stream()
                .filter(fault -> fault.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault " + name)))
        .toList();
  }

  /** Each once. */
  public static List<Fault> all() {
    List<Fault> faults = new ArrayList<>();
    for (Part part : Part.values()) {
      faults.add(new Killed(part, SECONDS));
    }
    for (Part part : List.of(Part.MQTT, Part.KAFKA, Part.POSTGRES)) {
      faults.add(new Away(part, MINUTE));
      faults.add(new Paused(part, MINUTE));
    }
    faults.add(new Paused(Part.AGENT, SECONDS.multipliedBy(2)));
    faults.add(new Paused(Part.PROCESSOR, MINUTE));
    for (Link link : LINKS) {
      for (BadNetwork.Trouble trouble : BadNetwork.Trouble.values()) {
        faults.add(new BadNetwork(link, trouble, SECONDS.multipliedBy(4)));
      }
    }
    faults.add(new ProducerDuplicate());
    faults.add(new Forged());
    faults.add(new ZombieProcessor());
    faults.add(new DiskFull());
    faults.add(new OutboxDamaged());
    faults.add(new DesiredDeleted());
    faults.add(new WrongClock(false));
    faults.add(new WrongClock(true));
    return List.copyOf(faults);
  }
}
