package io.linewatch.edge.vibration;

import static io.linewatch.domain.vibration.BearingFault.INNER_RACE;
import static io.linewatch.domain.vibration.BearingFault.OUTER_RACE;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Reading;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.edge.evidence.RawBlocks;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Blocks of four seconds, by their numbers. */
class KeptBlocksTest {
  private static final ChannelId DE = ChannelId.of("s/a/l1/pump/de");
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final int EVERY = 150;
  private static final int HOUR = 900;

  private final List<String> kept = new ArrayList<>();
  private boolean full;

  private final RawBlocks ring =
      new RawBlocks() {
        @Override
        public Duration every() {
          return Duration.ofSeconds(4 * EVERY);
        }

        @Override
        public @Nullable String keep(Waveform block, String unit, boolean diagnosed) {
          if (full) {
            return null;
          }
          long number = Duration.between(T0, block.start()).toSeconds() / 4;
          kept.add((diagnosed ? "diagnosed " : "recent ") + number);
          return "sha256:" + number;
        }
      };

  private final KeptBlocks blocks =
      new KeptBlocks(
          new Channel(DE, "vibration", "m/s2", null, null, Channel.Keep.NONE), () -> ring);

  private @Nullable String take(int number, @Nullable BearingFault fault) {
    return blocks.take(
        new Waveform(
            DE,
            T0.plusSeconds(4L * number),
            Reading.TimeSource.SENSOR,
            0.25,
            new double[] {number}),
        fault);
  }

  @Test
  void whileNothingIsWrongOneIsKeptEveryNowAndThen() {
    for (int number = 0; number < 2 * EVERY + 1; number++) {
      assertThat(take(number, null)).isNull();
    }

    assertThat(kept).containsExactly("recent 0", "recent " + EVERY, "recent " + 2 * EVERY);
  }

  @Test
  void aroundADiagnosisTheBlockBeforeAndThoseOfItsFirstMinutesAreKept() {
    take(0, null);
    take(1, null);
    for (int number = 2; number < 2 + KeptBlocks.BURST; number++) {
      assertThat(take(number, OUTER_RACE)).isEqualTo("sha256:" + number);
    }

    assertThat(kept).startsWith("recent 0", "diagnosed 1", "diagnosed 2");
    assertThat(kept).hasSize(2 + KeptBlocks.BURST);
  }

  @Test
  void laterBlocksOfTheSameFaultReferToTheNewestThatIsKept() {
    int last = KeptBlocks.BURST - 1;
    for (int number = 0; number <= last; number++) {
      take(number, OUTER_RACE);
    }
    kept.clear();

    assertThat(take(last + 1, OUTER_RACE)).isEqualTo("sha256:" + last);
    assertThat(take(last + EVERY, OUTER_RACE)).isEqualTo("sha256:" + (last + EVERY));
    assertThat(kept).containsExactly("diagnosed " + (last + EVERY));
  }

  @Test
  void aFaultThatComesAndGoesGetsOneBurstAnHour() {
    for (int number = 0; number < HOUR; number++) {
      take(number, number % 2 == 0 ? OUTER_RACE : null);
    }
    long first = kept.stream().filter(entry -> entry.startsWith("diagnosed")).count();
    take(HOUR + EVERY, INNER_RACE);
    take(HOUR + EVERY + 1, INNER_RACE);

    assertThat(first).isBetween((long) KeptBlocks.BURST, KeptBlocks.BURST + HOUR / EVERY + 1L);
    assertThat(kept).endsWith("diagnosed " + (HOUR + EVERY), "diagnosed " + (HOUR + EVERY + 1));
  }

  @Test
  void anotherFaultIsReferredToByABlockThatShowedIt() {
    for (int number = 0; number < KeptBlocks.BURST; number++) {
      take(number, OUTER_RACE);
    }
    int next = KeptBlocks.BURST;

    assertThat(take(next, INNER_RACE)).as("its first").isEqualTo("sha256:" + next);
    assertThat(take(next + 1, OUTER_RACE)).isEqualTo("sha256:" + (next - 1));
  }

  @Test
  void whatCannotBeKeptIsNotReferredTo() {
    full = true;

    assertThat(take(0, OUTER_RACE)).isNull();
    full = false;
    assertThat(take(1, OUTER_RACE)).isEqualTo("sha256:1");
  }
}
