package io.linewatch.edge.vibration;

import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.signal.WaveformJoiner;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.OperatingGate;
import io.linewatch.domain.vibration.Operation;
import io.linewatch.domain.vibration.Support;
import io.linewatch.domain.vibration.ZoneLimits;
import io.linewatch.edge.signal.DecodedMessage;
import io.linewatch.model.vibration.BlockFeatures;
import io.linewatch.model.vibration.MeasuredMachine;
import io.linewatch.model.vibration.VelocityRms;
import io.linewatch.model.vibration.VibrationReference;
import io.linewatch.model.vibration.VibrationTrend;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One waveform channel: its blocks joined, its features, its trend. The connection's thread. */
final class VibrationPoint {
  private static final Logger LOG = LoggerFactory.getLogger(VibrationPoint.class);

  /** Long enough for lines a fraction of a hertz apart and five periods of 2 Hz. */
  private static final double BLOCK_SECONDS = 4;

  private static final int MOST_SAMPLES = 1 << 18;
  private static final int LEAST_SAMPLES = 1_024;

  /** About five minutes of running. */
  private static final int REFERENCE_BLOCKS = 60;

  /** Stands in where nobody knows the speed: no lines are looked for, no zone is told. */
  private static final double UNKNOWN_SPEED_RPM = 1_500;

  private final Channel channel;
  private final @Nullable MachineData machine;
  private final Map<Quantity, ChannelId> told;
  private volatile double rateHz;
  private @Nullable WaveformJoiner joiner;
  private @Nullable VibrationTrend trend;
  private final ReferenceFolder references;
  private final OperatingGate gate;
  private boolean saved;
  private final Supplier<@Nullable SpeedTrack> speeds;
  private final KeptBlocks kept;
  private @Nullable Double sentRpm;
  private volatile String zoneRefusal = "";
  private volatile @Nullable Instant lastBlock;

  // Written by the connection's thread, read by whoever looks at the metrics.
  private final AtomicLong gated = new AtomicLong();
  private volatile long gaps;
  private volatile long overlaps;
  private volatile long unsaved;
  private final AtomicLong withoutSpeed = new AtomicLong();

  VibrationPoint(
      Channel channel,
      @Nullable MachineData machine,
      Map<Quantity, ChannelId> told,
      ReferenceFolder references,
      Supplier<@Nullable SpeedTrack> speeds,
      KeptBlocks kept) {
    this.references = references;
    this.speeds = speeds;
    this.kept = kept;
    this.channel = channel;
    this.machine = machine;
    this.told = new EnumMap<>(Quantity.class);
    this.told.putAll(told);
    this.gate = new OperatingGate(machine);
  }

  /** Whether it does what another plan wants of it. */
  boolean isFor(
      Channel other, @Nullable MachineData otherMachine, Map<Quantity, ChannelId> others) {
    return channel.equals(other) && Objects.equals(machine, otherMachine) && told.equals(others);
  }

  /** Why there is no severity zone; empty when there is one, or nobody asked. */
  String zoneRefusal() {
    return zoneRefusal;
  }

  /**
   * Takes a block; gives what is known when enough have come. Blocks of a machine that does not run
   * as it usually does are counted and left out, which leaves a gap.
   */
  List<DecodedMessage> accept(Waveform block, Operation operation) {
    lastBlock = block.end();
    Operation ran = BlockSpeed.during(block, operation, speeds.get());
    if (gate.judge(block.start(), ran) != OperatingGate.Verdict.OPEN) {
      var _ = gated.incrementAndGet();
      return List.of();
    }
    sentRpm = operation.speedRpm();
    if (joiner == null || rateHz != block.rateHz()) {
      rateHz = block.rateHz();
      joiner = new WaveformJoiner(blockSamples(rateHz), LEAST_SAMPLES);
      VibrationReference known = references.load(channel.id(), learnedOn());
      saved = known != null;
      trend =
          known == null
              ? new VibrationTrend(measured(), REFERENCE_BLOCKS)
              : new VibrationTrend(measured(), known);
    }
    WaveformJoiner joining = Objects.requireNonNull(joiner);
    VibrationTrend trendOfPoint = Objects.requireNonNull(trend);
    List<DecodedMessage> messages = new ArrayList<>();
    for (Waveform whole : joining.accept(block)) {
      messages.add(analysed(whole, trendOfPoint));
    }
    save(trendOfPoint);
    gaps = joining.gaps();
    overlaps = joining.overlaps();
    return messages;
  }

  /** A reference of another machine, unit, rate or length of blocks is none. */
  private String learnedOn() {
    return channel.unit() + " " + rateHz + " " + blockSamples(rateHz) + " " + measured();
  }

  /** A disk that does not take it now may take it after the next block. */
  private void save(VibrationTrend trendOfPoint) {
    VibrationReference learned = trendOfPoint.reference();
    if (saved || learned == null) {
      return;
    }
    try {
      references.save(channel.id(), learnedOn(), learned);
      saved = true;
      unsaved = 0;
    } catch (IOException failed) {
      if (unsaved == 0) {
        LOG.warn("the reference of {} is not on disk yet: {}", channel.id(), failed.getMessage());
      }
      unsaved = 1;
    }
  }

  /** 1 while a learned reference is not on disk. */
  long unsaved() {
    return unsaved;
  }

  private static int blockSamples(double rateHz) {
    int wanted = (int) Math.min(MOST_SAMPLES, Math.max(LEAST_SAMPLES, BLOCK_SECONDS * rateHz));
    return Math.min(MOST_SAMPLES, Integer.highestOneBit(Math.max(2, wanted - 1)) << 1);
  }

  private MeasuredMachine measured() {
    MachineData known = machine;
    Double speed = known == null ? null : known.speedRpm();
    return speed == null || known == null
        ? new MeasuredMachine(channel.unit(), UNKNOWN_SPEED_RPM, null)
        : new MeasuredMachine(channel.unit(), speed, known.bearing());
  }

  private DecodedMessage analysed(Waveform block, VibrationTrend trendOfPoint) {
    MeasuredMachine measured = measured();
    BlockSpeed speed = BlockSpeed.of(block, sentRpm, speeds.get(), measured.speedRpm());
    if (speed.shaft().missing() != null) {
      var _ = withoutSpeed.incrementAndGet();
    }
    BlockFeatures features = speed.features(block, measured);
    VibrationTrend.Assessment assessment = trendOfPoint.accept(features);
    List<Reading> readings = new ArrayList<>();
    told.forEach((quantity, id) -> {
      double value = value(quantity, features, assessment);
      if (Double.isFinite(value)) {
        readings.add(new Reading(id, block.end(), block.timeSource(), value, Quality.GOOD));
      }
    });
    var diagnosis = assessment.diagnosis();
    String raw = kept.take(block, diagnosis == null ? null : diagnosis.fault());
    return new DecodedMessage(
        channel.id().asset(),
        block.end(),
        null,
        readings,
        diagnosis == null ? Evidence.NONE : Evidence.of(diagnosis.restingOn(speed.shaft(), raw)));
  }

  private double value(
      Quantity quantity, BlockFeatures features, VibrationTrend.Assessment assessment) {
    return switch (quantity) {
      case RMS -> features.time().rms();
      case PEAK -> features.time().peak();
      case CREST -> features.time().crest();
      case KURTOSIS -> features.time().kurtosis();
      case SKEWNESS -> features.time().skewness();
      case VELOCITY -> features.velocity().mmPerS();
      case ZONE -> zone(features.velocity());
      case RISE -> assessment.riseDb();
      case CHANGE -> assessment.changeZ();
      case LINES -> assessment.lineDb();
      case SHOCKS -> assessment.shockPercent();
    };
  }

  private double zone(VelocityRms velocity) {
    ZoneLimits limits = zoneLimits();
    String refusal =
        limits == null
            ? "No severity zone: speedRpm, support and powerKw above 15 are needed in the plant"
                + " sheet."
            : velocity.refusal();
    zoneRefusal = refusal == null ? "" : refusal;
    return limits == null || refusal != null ? Double.NaN : limits.zone(velocity.mmPerS()).number();
  }

  private @Nullable ZoneLimits zoneLimits() {
    MachineData known = machine;
    if (known == null || known.speedRpm() == null) {
      return null;
    }
    Double powerKw = known.powerKw();
    Support support = known.support();
    return powerKw == null || support == null ? null : ZoneLimits.of(powerKw, support).orElse(null);
  }

  /** Any thread. */
  VibrationPoints.View view() {
    return new VibrationPoints.View(
        channel.id(),
        lastBlock,
        rateHz,
        told.containsKey(Quantity.ZONE),
        zoneRefusal,
        gated(),
        gaps);
  }

  long gated() {
    return gated.get();
  }

  /** Blocks read at nominal speed though a channel should have told it. */
  long withoutSpeed() {
    return withoutSpeed.get();
  }

  long gaps() {
    return gaps;
  }

  long overlaps() {
    return overlaps;
  }
}
