package io.linewatch.bench.faults;

import io.linewatch.bench.faults.Judge.Settlement;
import io.linewatch.bench.faults.catalogue.Fault;
import io.linewatch.bench.faults.catalogue.Site;
import io.linewatch.bench.faults.catalogue.Strike;
import io.linewatch.bench.faults.observation.MemoryWatch;
import io.linewatch.bench.faults.oracle.Excuses;
import io.linewatch.bench.faults.oracle.Expectation;
import io.linewatch.bench.faults.oracle.LimitOracle;
import io.linewatch.bench.faults.oracle.Transition;
import io.linewatch.bench.faults.stream.BenchPlant;
import io.linewatch.bench.faults.stream.RecordedStream;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.process.Teardown;
import io.linewatch.standalone.server.ConsoleClient;
import io.linewatch.standalone.server.LocalServer;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.Relays;
import java.io.IOException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The stream once in calm, which says what must come out; then the same stream in real time, and
 * one fault after the other. One thread.
 */
final class FaultRun {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  /** Rows of a model come this much later than its readings. */
  private static final Duration MODEL_LATENESS = Duration.ofSeconds(4);

  private final LocalSystem system;
  private final Relays relays;
  private final ConsoleClient console;
  private final GatewayKey key;
  private final FaultSettings settings;
  private final boolean smallDisk;
  private final PrintStream out;
  private final DesiredState desired = BenchPlant.desired();
  private final RecordedStream stream;
  private final List<Outcome> outcomes = new ArrayList<>();
  private int findings;
  private long repeats;
  private int unstated;

  FaultRun(
      LocalSystem system,
      Relays relays,
      ConsoleClient console,
      GatewayKey key,
      FaultSettings settings,
      boolean smallDisk,
      PrintStream out) {
    this.system = system;
    this.relays = relays;
    this.console = console;
    this.key = key;
    this.settings = settings;
    this.smallDisk = smallDisk;
    this.out = out;
    stream = RecordedStream.draw(desired, settings.seed(), settings.length());
  }

  List<Outcome> outcomes() {
    return List.copyOf(outcomes);
  }

  /** Conditions on the findings topic in the pass with faults. */
  int findings() {
    return findings;
  }

  /** Windows that a model lost and no gap record tells of. */
  int unstated() {
    return unstated;
  }

  /** Records that the gateway sent again and the centre knew. */
  long repeats() {
    return repeats;
  }

  /** The pass without faults. What hard limits say must be what the domain's own rules say. */
  Expectation calm() throws Exception {
    Expectation limits = new Expectation(LimitOracle.walk(stream, BenchPlant.limits(desired)));
    Instant base = second(Instant.now().minus(settings.length()).minus(Duration.ofMinutes(5)));
    try (Pass pass = new Pass(system, console, key, stream, base, settings.calmSpeed())) {
      pass.start();
      Duration patience =
          PATIENCE.plusSeconds((long) (settings.length().toSeconds() / settings.calmSpeed()));
      awaitSent(pass, patience);
      // Models tell their last rows when nothing came for longer than anything may be late.
      TimeUnit.SECONDS.sleep(8);
      List<Transition> expected = new ArrayList<>(limits.transitions());
      pass.tap().findings().transitions().stream()
          .filter(Transition::ofModel)
          .forEach(expected::add);
      Expectation expectation = new Expectation(expected);
      Settlement settlement =
          new Judge(pass, new Places(expectation, pass), new Excuses(), out)
              .settleAll(Long.MAX_VALUE, PATIENCE);
      if (!settlement.clean() || Double.isNaN(settlement.seconds())) {
        throw new StartFailed(
            "the run without faults is not what the oracle says; nothing can be compared with it");
      }
      return expectation;
    }
  }

  private void awaitSent(Pass pass, Duration patience) throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!pass.sensors().done()) {
      pass.requireAlive();
      if (System.nanoTime() > deadline) {
        throw new StartFailed("the stream was not sent in time: " + pass.sensors().position());
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  /** The pass with faults. */
  Settlement storm(Expectation expectation) throws Exception {
    Excuses excuses = new Excuses();
    Allowances.grantBeginning(expectation, desired, excuses);
    try (Teardown teardown = new Teardown()) {
      Pass pass =
          teardown.add("pass", new Pass(system, console, key, stream, second(Instant.now()), 1));
      MemoryWatch memory =
          teardown.add(
              "memory watch",
              new MemoryWatch(
                  Map.of(
                      "agent", ((LocalServer) system.agent())::pid,
                      "processor", ((LocalServer) system.processor())::pid)));
      pass.start();
      memory.start();
      Judge judge = new Judge(pass, new Places(expectation, pass), excuses, out);
      Site site = new Site(system, relays, pass.sensors(), pass.tap(), pass.history(), smallDisk);
      Schedule schedule = new Schedule(able(site), settings.seed());
      long lastStart = TimeUnit.SECONDS.toMicros(settings.length().toSeconds() - 60);
      while (outcomes.size() < settings.strikes() && pass.sensors().dueMicros() < lastStart) {
        outcomes.add(strike(schedule.next(), site, pass, judge, excuses, expectation, memory));
      }
      long end =
          Math.min(pass.sensors().dueMicros(), micros(settings.length())) - micros(MODEL_LATENESS);
      Settlement settlement = judge.settleAll(end, PATIENCE);
      unstated =
          StatedGaps.awaitAll(
              outcomes, BenchPlant.models(desired).keySet(), pass.tap(), PATIENCE, out);
      findings = pass.tap().findings().size();
      repeats = pass.tap().repeats();
      return settlement;
    }
  }

  /** The faults that can strike on this machine; says of the others why not. */
  private List<Fault> able(Site site) {
    List<Fault> able = new ArrayList<>();
    for (Fault fault : settings.faults()) {
      if (fault.unable(site).isEmpty()) {
        able.add(fault);
      } else {
        out.println("    " + fault.name() + " is left out: " + fault.unable(site));
      }
    }
    if (able.isEmpty()) {
      throw new StartFailed("none of the faults can strike on this machine");
    }
    return able;
  }

  private Outcome strike(
      Schedule.Draw draw,
      Site site,
      Pass pass,
      Judge judge,
      Excuses excuses,
      Expectation expectation,
      MemoryWatch memory)
      throws Exception {
    TimeUnit.NANOSECONDS.sleep(draw.lull().toNanos());
    int redrawsBefore = pass.feed().redraws();
    int findingsBefore = pass.tap().findings().size();
    int gapsBefore = pass.tap().gaps().size();
    memory.begin();
    Strike strike = strike(draw, site);
    Allowances.grant(strike, expectation, desired, excuses);
    long due = pass.sensors().dueMicros() - micros(MODEL_LATENESS);
    Settlement settlement = judge.settle(due, strike.healedNanos(), PATIENCE);
    long first = pass.feed().sightings().firstNanosFrom(strike.healedNanos());
    Outcome outcome =
        new Outcome(
            draw.fault().name(),
            strike,
            pass.tap().findings().size() - findingsBefore,
            settlement.lost(),
            settlement.doubled(),
            settlement.unexpected(),
            settlement.disordered(),
            pass.tap().gaps().size() - gapsBefore,
            pass.feed().redraws() - redrawsBefore,
            first < 0 ? Double.NaN : (first - strike.healedNanos()) / 1e9,
            settlement.seconds(),
            memory.highestMebibytes("agent"),
            memory.highestMebibytes("processor"));
    tell(outcome);
    return outcome;
  }

  /** What could not strike is no reason to stop: it counts against the run. */
  private static Strike strike(Schedule.Draw draw, Site site) throws Exception {
    long at = site.sensors().dueMicros();
    try {
      return draw.fault().strike(site, draw.random());
    } catch (StartFailed | IOException failed) {
      return new Strike(
          false, String.valueOf(failed.getMessage()), at, System.nanoTime(), Set.of());
    }
  }

  private void tell(Outcome outcome) {
    out.printf(
        Locale.ROOT,
        "%7.1f s  %-20s %s; first event %.1f s, all %.1f s; %d lost, %d doubled, %d unexpected, %d"
            + " out of order, %d gap records, page drawn anew %d times%s%n",
        outcome.strike().atMicros() / 1e6,
        outcome.fault(),
        outcome.strike().proof(),
        outcome.firstSeconds(),
        outcome.allSeconds(),
        outcome.lost(),
        outcome.doubled(),
        outcome.unexpected(),
        outcome.disordered(),
        outcome.gaps(),
        outcome.redraws(),
        outcome.strike().struck() ? "" : "  DID NOT STRIKE");
    out.flush();
  }

  private static Instant second(Instant time) {
    return time.truncatedTo(ChronoUnit.SECONDS);
  }

  private static long micros(Duration duration) {
    return duration.toNanos() / 1000;
  }
}
