package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import io.linewatch.standalone.network.Direction;
import io.linewatch.standalone.network.LinkTally;
import io.linewatch.standalone.network.Quality;
import io.linewatch.standalone.network.TcpRelay;
import io.linewatch.standalone.server.Relays.Link;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** One link between a program and a server is bad for a drawn while, and nothing else is. */
final class BadNetwork implements Fault {
  /** What was on its way when the trouble began may still arrive within this. */
  private static final long ON_ITS_WAY_MILLIS = 250;

  private static final Duration SOON = Duration.ofSeconds(15);

  private final Link link;
  private final Trouble trouble;
  private final Duration longest;

  /** What is wrong with it. */
  enum Trouble {
    /** Nothing passes either way; what was sent arrives when it heals. */
    CUT,
    /** One way nothing arrives for ever, and who sends does not know; the other way works. */
    HALF_OPEN,
    /** Everything comes late. */
    DELAY,
    /**
     * Packets are lost, as TCP shows that to programs: what is behind one waits until it is sent
     * again. The relay stalls the stream; no packet is really dropped.
     */
    LOSS;

    String label() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  BadNetwork(Link link, Trouble trouble, Duration longest) {
    this.link = link;
    this.trouble = trouble;
    this.longest = longest;
  }

  @Override
  public String name() {
    return link.name().toLowerCase(Locale.ROOT).replace("_to_", "-") + "-" + trouble.label();
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    TcpRelay relay = site.relays().relay(link);
    long at = site.sensors().dueMicros();
    Map<Direction, Long> before = passed(relay);
    long millis = random.nextLong(2_000, longest.toMillis() + 1);
    Proof proof =
        switch (trouble) {
          case CUT -> cut(relay, millis);
          case HALF_OPEN -> halfOpen(relay, millis, random);
          case DELAY -> delay(relay, millis, Duration.ofMillis(random.nextLong(100, 401)));
          case LOSS -> loss(relay, millis, 0.02 + 0.04 * random.nextDouble());
        };
    boolean inUse = before.values().stream().allMatch(bytes -> bytes > 0);
    return new Strike(
        proof.struck() && inUse,
        "for %.1f s %s".formatted(millis / 1e3, proof.words()),
        at,
        System.nanoTime(),
        effects());
  }

  /** What a look at the relay says. */
  private record Proof(boolean struck, String words) {}

  private static Proof cut(TcpRelay relay, long millis) throws InterruptedException {
    relay.cut();
    TimeUnit.MILLISECONDS.sleep(ON_ITS_WAY_MILLIS);
    Map<Direction, Long> cut = passed(relay);
    TimeUnit.MILLISECONDS.sleep(millis);
    boolean nothing = passed(relay).equals(cut);
    int open = relay.open();
    relay.heal();
    return new Proof(
        nothing && open > 0,
        (nothing ? "nothing passed" : "bytes passed") + " on " + open + " connections");
  }

  private static Proof halfOpen(TcpRelay relay, long millis, Random random) throws Exception {
    Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
    LinkTally tally = relay.tally(direction);
    long before = tally.swallowed();
    relay.swallow(direction);
    boolean swallowed = Waiting.until(() -> tally.swallowed() > before, SOON);
    TimeUnit.MILLISECONDS.sleep(millis);
    relay.heal();
    return new Proof(
        swallowed,
        "%d bytes were lost %s"
            .formatted(
                tally.swallowed() - before,
                direction == Direction.TO_SERVER ? "to the server" : "to the program"));
  }

  private static Proof delay(TcpRelay relay, long millis, Duration delay) throws Exception {
    takeLongestWait(relay);
    relay.setQuality(Quality.PERFECT.withDelay(delay));
    TimeUnit.MILLISECONDS.sleep(millis);
    boolean late = Waiting.until(() -> takeLongestWait(relay).compareTo(delay) >= 0, SOON);
    relay.setQuality(Quality.PERFECT);
    return new Proof(
        late,
        "%s %d ms late each way".formatted(late ? "all came" : "nothing came", delay.toMillis()));
  }

  private static Proof loss(TcpRelay relay, long millis, double chance) throws Exception {
    long before = stalls(relay);
    relay.setQuality(Quality.PERFECT.withLoss(chance));
    TimeUnit.MILLISECONDS.sleep(millis);
    boolean stalled = Waiting.until(() -> stalls(relay) > before, SOON);
    relay.setQuality(Quality.PERFECT);
    return new Proof(stalled, (stalls(relay) - before) + " stalls as of lost packets");
  }

  private static Map<Direction, Long> passed(TcpRelay relay) {
    Map<Direction, Long> passed = new EnumMap<>(Direction.class);
    for (Direction direction : Direction.values()) {
      passed.put(direction, relay.tally(direction).passed());
    }
    return passed;
  }

  private static long stalls(TcpRelay relay) {
    return relay.tally(Direction.TO_SERVER).stalls() + relay.tally(Direction.TO_CLIENT).stalls();
  }

  private static Duration takeLongestWait(TcpRelay relay) {
    Duration there = relay.tally(Direction.TO_SERVER).takeLongestWait();
    Duration back = relay.tally(Direction.TO_CLIENT).takeLongestWait();
    return there.compareTo(back) > 0 ? there : back;
  }

  /** A slow way to the sensors changes nothing: models wait two seconds for late readings. */
  private Set<Effect> effects() {
    boolean silent = trouble == Trouble.CUT || trouble == Trouble.HALF_OPEN;
    return silent && link == Link.AGENT_TO_MQTT ? Set.of(Effect.SENSORS_INTERRUPTED) : Set.of();
  }
}
