package io.linewatch.model.vibration;

import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One measuring point over time: what its blocks say together, and beside how it was when it was
 * healthy. The first blocks are that reference; nothing later changes it. One thread.
 */
public final class VibrationTrend {
  /** Lines of a machine's own making grow by at least this before they are a finding. */
  private static final double OVER_REFERENCE_DB = 3;

  private static final double MOST_EXCUSED_DB = 6;

  /** Power four times the floor: more than noise alone would show. */
  private static final double ELEMENT_BESIDE_CAGE_DB = 6;

  private static final int SMOOTHED_BLOCKS = 5;

  /**
   * How the point stands after a block.
   *
   * @param riseDb median of the last five blocks' {@code blockRiseDb}: two shocks that pass do not
   *     move it; NaN before there is a reference
   * @param blockRiseDb mean over the third-octave bands of how far the block's levels lie above the
   *     reference's; NaN before there is a reference. A change in one place of the spectrum, such
   *     as running-in, moves it little; a failing bearing lifts the whole spectrum in the same
   *     block
   * @param changeZ root mean square over the bands of the block's distance from the reference's
   *     mean in its standard deviations: tells any change of the spectrum's shape, harmless ones
   *     too; NaN before there is a reference
   * @param lineDb prominence of the most prominent fault, less what the reference had beyond the
   *     allowance: {@link #LINE_LIMIT_DB} is the least that is more than noise; while the reference
   *     is being learned, less the most that it may excuse; NaN where no bearing is known
   * @param shockPercent blocks of the last {@value ShockCount#WINDOW} that a blow stands out of, in
   *     percent of the most that the reference explains: above 100 is more than chance; NaN before
   *     there is a reference, and where the healthy machine strikes by itself
   * @param evidence by fault, of the averaged envelopes; empty where no bearing is known
   * @param diagnosis the most prominent fault; null below the limit
   */
  public record Assessment(
      double riseDb,
      double blockRiseDb,
      double changeZ,
      double lineDb,
      double shockPercent,
      Map<BearingFault, LineEvidence> evidence,
      @Nullable Diagnosis diagnosis) {}

  /** Energy doubled on average over the bands. */
  public static final double RISE_LIMIT_DB = 3;

  /**
   * Three harmonics at eight times the floor. The geometric mean of 1 + x over three exponential
   * variables x passes 9 with a probability below 10⁻⁷; a search over a thousand places passes it
   * less than once in ten thousand blocks of noise.
   */
  public static final double LINE_LIMIT_DB = 9;

  /** More struck blocks than chance explains. */
  public static final double SHOCK_LIMIT_PERCENT = 100;

  private final MeasuredMachine machine;
  private final int referenceBlocks;
  private final EnvelopeAverage average = new EnvelopeAverage();
  private final List<double[]> lastLevels = new ArrayList<>();
  private final List<double[]> healthyLevels = new ArrayList<>();
  private final Map<BearingFault, List<Double>> healthyLines = new EnumMap<>(BearingFault.class);
  private final ShockCount shocks = new ShockCount();
  private int healthyStruck;
  private @Nullable VibrationReference reference;

  /**
   * @param referenceBlocks how many blocks of a healthy machine come first; 0 for none
   */
  public VibrationTrend(MeasuredMachine machine, int referenceBlocks) {
    this.machine = machine;
    this.referenceBlocks = referenceBlocks;
  }

  /**
   * A point whose healthy state is known already.
   *
   * @param reference of the same machine, unit, rate and length of blocks
   */
  public VibrationTrend(MeasuredMachine machine, VibrationReference reference) {
    this(machine, 0);
    this.reference = reference;
  }

  /** What it compares with; null while it learns, or when none is wanted. */
  public @Nullable VibrationReference reference() {
    return reference;
  }

  /** Takes the next block. */
  public Assessment accept(BlockFeatures block) {
    Map<BearingFault, LineEvidence> evidence = evidence(block);
    remember(block.thirdOctavesDb());
    if (reference == null && healthyLevels.size() < referenceBlocks) {
      learn(block, evidence);
    } else {
      shocks.accept(block.time());
    }
    LineEvidence strongest = strongest(evidence);
    double lineDb = strongest == null ? Double.NaN : overReferenceDb(strongest);
    Diagnosis diagnosis =
        strongest != null && lineDb >= LINE_LIMIT_DB
            ? named(strongest, evidence).diagnosis(machine.shaftHz())
            : null;
    return new Assessment(
        smoothedRiseDb(),
        riseDb(block.thirdOctavesDb()),
        changeZ(block.thirdOctavesDb()),
        lineDb,
        reference == null ? Double.NaN : shocks.percent(reference),
        evidence,
        diagnosis);
  }

  private @Nullable LineEvidence strongest(Map<BearingFault, LineEvidence> evidence) {
    LineEvidence strongest = null;
    for (LineEvidence found : evidence.values()) {
      if (strongest == null || overReferenceDb(found) > overReferenceDb(strongest)) {
        strongest = found;
      }
    }
    return strongest;
  }

  /**
   * A damaged element passes the load zone once a turn of the cage, so its strikes are modulated by
   * the cage's frequency and may show there most. A cage alone does not strike at twice BSF
   * (Randall and Antoni 2011, section 2).
   */
  private static LineEvidence named(
      LineEvidence strongest, Map<BearingFault, LineEvidence> evidence) {
    LineEvidence element = evidence.get(BearingFault.ROLLING_ELEMENT);
    if (strongest.fault() == BearingFault.CAGE
        && element != null
        && element.prominenceDb() >= ELEMENT_BESIDE_CAGE_DB) {
      return element;
    }
    return strongest;
  }

  private Map<BearingFault, LineEvidence> evidence(BlockFeatures block) {
    Map<BearingFault, LineEvidence> strongest = new EnumMap<>(BearingFault.class);
    BearingOrders bearing = machine.bearing();
    if (bearing == null) {
      return strongest;
    }
    List<EnvelopeSpectrum> spectra = average.with(block.envelopes());
    for (int i = 0; i < spectra.size(); i++) {
      for (BearingFault fault : BearingFault.values()) {
        LineEvidence found =
            LineEvidence.search(
                spectra.get(i), block.bands().get(i), fault, bearing, machine.shaftHz());
        strongest.merge(fault, found, (a, b) -> b.prominenceDb() > a.prominenceDb() ? b : a);
      }
    }
    return strongest;
  }

  private void remember(double[] now) {
    lastLevels.add(now);
    if (lastLevels.size() > SMOOTHED_BLOCKS) {
      lastLevels.removeFirst();
    }
  }

  private void learn(BlockFeatures now, Map<BearingFault, LineEvidence> evidence) {
    healthyLevels.add(now.thirdOctavesDb());
    healthyStruck += ShockCount.isStruck(now.time()) ? 1 : 0;
    evidence.forEach((fault, found) ->
        healthyLines.computeIfAbsent(fault, _ -> new ArrayList<>()).add(found.prominenceDb()));
    if (healthyLevels.size() == referenceBlocks) {
      reference = VibrationReference.of(healthyLevels, healthyLines, healthyStruck);
      healthyLevels.clear();
      healthyLines.clear();
    }
  }

  private double overReferenceDb(LineEvidence found) {
    return found.prominenceDb() - excusedDb(found.fault());
  }

  /** A bearing that was damaged before we came is not healthy by that: the excuse has a bound. */
  private double excusedDb(BearingFault fault) {
    VibrationReference healthy = reference;
    if (healthy == null) {
      return referenceBlocks == 0 ? 0 : MOST_EXCUSED_DB;
    }
    double allowed = LINE_LIMIT_DB - OVER_REFERENCE_DB;
    return Math.clamp(healthy.lineDb(fault) - allowed, 0, MOST_EXCUSED_DB);
  }

  private double smoothedRiseDb() {
    return Medians.of(lastLevels.stream().mapToDouble(this::riseDb).toArray());
  }

  private double riseDb(double[] levelsDb) {
    return reference == null ? Double.NaN : reference.riseDb(levelsDb);
  }

  private double changeZ(double[] now) {
    return reference == null ? Double.NaN : reference.changeZ(now);
  }
}
