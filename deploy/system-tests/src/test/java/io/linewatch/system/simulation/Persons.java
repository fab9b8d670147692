package io.linewatch.system.simulation;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertCommand.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/** What people ask of alerts, sensible or not. */
final class Persons {
  private static final List<Kind> ASKED =
      List.of(
          Kind.ACKNOWLEDGE,
          Kind.ACKNOWLEDGE,
          Kind.ACKNOWLEDGE,
          Kind.ACKNOWLEDGE,
          Kind.ACKNOWLEDGE,
          Kind.RESET,
          Kind.RESET,
          Kind.SHELVE,
          Kind.SHELVE,
          Kind.UNSHELVE,
          Kind.COMMENT,
          Kind.TAKE_OUT_OF_SERVICE,
          Kind.RETURN_TO_SERVICE,
          Kind.RETURN_TO_SERVICE);

  private Persons() {}

  static AlertCommand command(Alert seen, int number, Random random, Instant now) {
    Kind kind =
        random.nextBoolean() ? fitting(seen, random) : ASKED.get(random.nextInt(ASKED.size()));
    Duration duration =
        switch (random.nextInt(4)) {
          case 0 -> null;
          case 1 -> Duration.ofHours(random.nextInt(1, 40));
          default -> Duration.ofMinutes(random.nextInt(0, 30));
        };
    return new AlertCommand(
        "c" + number,
        kind,
        seen.id(),
        seen.source(),
        seen.asset(),
        seen.revision(),
        random.nextBoolean() ? "mei" : "jan",
        random.nextInt(8) == 0 ? " " : "because",
        kind == Kind.SHELVE ? duration : null,
        now);
  }

  /** What leads the alert to its end, as the screen shows it. */
  private static Kind fitting(Alert seen, Random random) {
    if (seen.outOfService() && random.nextBoolean()) {
      return Kind.RETURN_TO_SERVICE;
    }
    return seen.latched() && seen.acknowledged() ? Kind.RESET : Kind.ACKNOWLEDGE;
  }
}
