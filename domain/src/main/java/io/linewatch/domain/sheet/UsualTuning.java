package io.linewatch.domain.sheet;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Usual delays and dead-bands by kind of quantity (EEMUA 191; the delays second-hand). They stand
 * in where a limit of the sheet leaves its own out.
 *
 * @param deadBandPercent of the channel's range
 */
public record UsualTuning(String kind, Duration delay, double deadBandPercent) {
  /** EEMUA 191; for level it says 2–5 %, of which the wider stands here. */
  public static final List<UsualTuning> EEMUA_191 =
      List.of(
          new UsualTuning("flow", Duration.ofSeconds(15), 5),
          new UsualTuning("level", Duration.ofSeconds(60), 5),
          new UsualTuning("pressure", Duration.ofSeconds(15), 2),
          new UsualTuning("temperature", Duration.ofSeconds(60), 1));

  /** The kind that the quantity's words name; none for all others, such as vibration. */
  public static Optional<UsualTuning> of(String quantity) {
    String words = quantity.toLowerCase(Locale.ROOT);
    return EEMUA_191.stream().filter(usual -> words.contains(usual.kind)).findFirst();
  }
}
