package io.linewatch.edge.commissioning;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.edge.intake.Intake;
import io.linewatch.edge.pipeline.EdgePipeline;
import io.linewatch.edge.pipeline.PointReading;
import io.linewatch.edge.signal.Rejection;
import io.linewatch.edge.vibration.VibrationPoints;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Every channel of the plan beside what came of it. Made when somebody looks: between looks it
 * costs nothing. Any thread.
 */
public final class PointBoard {
  /** What the board looks at; the {@link EdgePipeline}, or a test's own. */
  public interface Line {
    /** Null before the first. */
    @Nullable DesiredState applied();

    List<PointReading> newestReadings() throws InterruptedException;

    List<VibrationPoints.View> vibration();

    List<Rejection> lastRejections();

    static Line of(EdgePipeline pipeline) {
      return new Line() {
        @Override
        public @Nullable DesiredState applied() {
          return pipeline.applied();
        }

        @Override
        public List<PointReading> newestReadings() throws InterruptedException {
          return pipeline.newestReadings();
        }

        @Override
        public List<VibrationPoints.View> vibration() {
          return pipeline.vibration();
        }

        @Override
        public List<Rejection> lastRejections() {
          return pipeline.lastRejections();
        }
      };
    }
  }

  private record Plan(DesiredState desired, Map<ChannelId, List<Lead>> leads) {}

  private final Line line;
  private final List<Intake> intakes;
  private final CheckMarks marks;
  private final InstantSource clock;
  private volatile @Nullable Plan plan;

  public PointBoard(Line line, List<Intake> intakes, CheckMarks marks, InstantSource clock) {
    this.line = line;
    this.intakes = List.copyOf(intakes);
    this.marks = marks;
    this.clock = clock;
  }

  /** What the gateway runs on; null before the first. */
  public @Nullable DesiredState applied() {
    return line.applied();
  }

  /** The plan's sources that a connection serves; those of a Sparkplug host by its own rule. */
  public List<SourceMapping> sourcesOf(String connection) {
    DesiredState desired = line.applied();
    return desired == null
        ? List.of()
        : desired.sources().stream()
            .filter(source ->
                intakes.stream().anyMatch(i -> i.id().equals(connection) && i.serves(source)))
            .toList();
  }

  /** What was wrong with the list of marks at the start; empty when nothing was. */
  public String problem() {
    return marks.problem();
  }

  /** All channels of the plan, in order; empty before there is a plan. */
  public List<Point> points() throws InterruptedException {
    DesiredState desired = line.applied();
    if (desired == null) {
      return List.of();
    }
    Plan followed = plan(desired);
    Map<ChannelId, Point.Seen> seen = seen();
    Refusals refusals = new Refusals(line.lastRejections());
    Map<String, String> away = away(desired);
    Instant now = clock.instant();
    List<Point> points = new ArrayList<>();
    for (Channel channel : desired.channels()) {
      List<Lead> leads = followed.leads().getOrDefault(channel.id(), List.of());
      Point.Seen last = seen.get(channel.id());
      PointJudge.Verdict verdict =
          PointJudge.judge(last, refusals.newest(channel.id(), leads), leads, away, now);
      points.add(
          new Point(
              channel,
              joined(leads.stream().map(lead -> lead.source().id()).toList()),
              joined(leads.stream().map(Lead::topic).toList()),
              verdict.state(),
              last,
              verdict.reason(),
              marks.of(channel.id().toString())));
    }
    return points;
  }

  private static String joined(List<String> texts) {
    return String.join(", ", new TreeSet<>(texts));
  }

  private Plan plan(DesiredState desired) {
    Plan known = plan;
    if (known == null || known.desired().revision() != desired.revision()) {
      Map<ChannelId, List<Lead>> leads = new HashMap<>();
      desired.channels().forEach(c -> leads.put(c.id(), Lead.to(c.id(), desired.sources())));
      known = new Plan(desired, leads);
      plan = known;
    }
    return known;
  }

  private Map<ChannelId, Point.Seen> seen() throws InterruptedException {
    Map<ChannelId, Point.Seen> seen = new HashMap<>();
    for (VibrationPoints.View view : line.vibration()) {
      Instant last = view.lastBlock();
      if (last != null) {
        seen.put(
            view.channel(),
            new Point.Seen(Double.NaN, Quality.GOOD, last, last, Double.NaN, Double.NaN));
      }
    }
    for (PointReading reading : line.newestReadings()) {
      seen.put(
          reading.channel(),
          new Point.Seen(
              reading.value(),
              reading.quality(),
              reading.time(),
              reading.arrival(),
              reading.low(),
              reading.high()));
    }
    return seen;
  }

  /** Source to what keeps all its connections, or its node, from telling anything. */
  private Map<String, String> away(DesiredState desired) {
    Map<String, String> away = new TreeMap<>();
    for (SourceMapping source : desired.sources()) {
      List<Intake> serving = intakes.stream().filter(intake -> intake.serves(source)).toList();
      if (serving.isEmpty()) {
        away.put(source.id(), "No connection in edge.yaml serves source '" + source.id() + "'.");
      } else if (serving.stream().noneMatch(Intake::connected)) {
        Intake first = serving.getFirst();
        away.put(source.id(), "Connection '" + first.id() + "': " + first.problem());
      }
    }
    return away;
  }

  /**
   * Marks a point as checked, with the value that is there now.
   *
   * @return what stands in the way and what to do; empty when the mark is on disk
   */
  public String check(String channel, String who) throws InterruptedException {
    Point point =
        points().stream()
            .filter(p -> p.channel().id().toString().equals(channel))
            .findFirst()
            .orElse(null);
    if (point == null) {
      return "There is no point '" + channel + "' any more.";
    }
    Point.Seen seen = point.seen();
    if (seen == null || !point.mayBeChecked()) {
      return "Nothing usable has come of '" + channel + "' yet: " + point.reason().english();
    }
    try {
      marks.put(
          new CheckMark(
              channel,
              who.strip(),
              clock.instant(),
              seen.value(),
              point.channel().unit(),
              seen.quality().name()));
      return "";
    } catch (IllegalArgumentException nobody) {
      return String.valueOf(nobody.getMessage());
    } catch (IOException refused) {
      return "The mark could not be written: " + refused.getMessage();
    }
  }

  /**
   * Takes a mark away.
   *
   * @return what stands in the way; empty when it is away
   */
  public String uncheck(String channel) {
    try {
      marks.remove(channel);
      return "";
    } catch (IOException refused) {
      return "The mark could not be taken away: " + refused.getMessage();
    }
  }
}
