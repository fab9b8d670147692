package io.linewatch.domain.recording;

import static io.linewatch.domain.recording.Segments.T0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.linewatch.domain.recording.RecordingCard.Span;
import io.linewatch.domain.recording.RecordingGap.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class CardBuilderTest {
  private static final String DIGEST = "0".repeat(64);

  private static CardBuilder builder() {
    CardBuilder builder = new CardBuilder("run-in", "gw");
    builder.begin(Segments.start());
    return builder;
  }

  private static RecordingCard card(CardBuilder builder) {
    return builder.card(false, DIGEST);
  }

  @Test
  void aCardTravelsAndComesBack() {
    CardBuilder builder = builder();
    Segments.frames().forEach(builder::add);
    builder.end("000001.lwseg", 500, DIGEST);
    RecordingCard card = card(builder);

    assertThat(RecordingCard.CODEC.decode(RecordingCard.CODEC.encode(card))).isEqualTo(card);
    assertThat(card(CardBuilder.resuming(card))).isEqualTo(card);
  }

  @Test
  void spansLieBetweenTheGapsOfAll() {
    CardBuilder builder = builder();
    builder.add(Segments.values(0, 1, 2, 3));
    builder.add(Segments.gap(Reason.STOPPED, "", 2, 20));
    builder.add(Segments.values(20, 4, 5));
    builder.add(Segments.gap(Reason.NOT_IN_STATE, "s/a/l/press", 20, 21));

    assertThat(card(builder).spans())
        .containsExactly(
            new Span(T0, T0.plusSeconds(2)), new Span(T0.plusSeconds(20), T0.plusSeconds(21)));
    assertThat(card(builder).gaps()).hasSize(2);
  }

  @Test
  void aGapThatGoesOnIsOneAndItsLossesAddUp() {
    CardBuilder builder = builder();
    builder.add(Segments.gap(Reason.SHED, "", 0, 10));
    builder.add(Segments.gap(Reason.SHED, "", 10, 15));
    builder.add(Segments.gap(Reason.SHED, "", 30, 40));

    assertThat(card(builder).gaps())
        .extracting(RecordingGap::to, RecordingGap::lost)
        .containsExactly(tuple(T0.plusSeconds(15), 6L), tuple(T0.plusSeconds(40), 3L));
  }

  @Test
  void moreGapsThanACardHoldsAreCounted() {
    CardBuilder builder = builder();
    for (int i = 0; i < RecordingCard.MAX_GAPS + 7; i++) {
      builder.add(Segments.gap(Reason.SHED, "", 10 * i, 10 * i + 1));
    }

    assertThat(card(builder).gaps()).hasSize(RecordingCard.MAX_GAPS);
    assertThat(card(builder).moreGaps()).isEqualTo(7);
  }

  @Test
  void aSourceThatSpeaksRarelyIsNotSilent() {
    CardBuilder builder = builder();
    for (int i = 0; i < 5; i++) {
      builder.add(Segments.values(600 * i, i));
    }
    assertThat(card(builder).gaps()).isEmpty();
    builder.add(Segments.values(600 * 4 + 3_600, 9));

    assertThat(card(builder).gaps())
        .extracting(RecordingGap::reason)
        .containsExactly(Reason.SILENT);
  }

  @Test
  void aDeletedSegmentIsAGapAndNoLongerPartOfTheDigest() {
    CardBuilder builder = builder();
    builder.add(Segments.values(0, 1, 2));
    builder.end("000001.lwseg", 500, DIGEST);
    builder.begin(Segments.start());
    builder.add(Segments.values(10, 3));
    builder.end("000002.lwseg", 400, "1".repeat(64));

    builder.deleted("000001.lwseg", "quota");

    RecordingCard card = card(builder);
    assertThat(builder.digestLines()).isEqualTo("1".repeat(64) + "  000002.lwseg\n");
    assertThat(card.gaps())
        .containsExactly(new RecordingGap(Reason.QUOTA, "", T0, T0.plusSeconds(1), 2, "quota"));
    assertThat(card.bytes()).isEqualTo(400);
    assertThat(card.present()).hasSize(1);
    assertThat(List.copyOf(card.segments())).hasSize(2);
  }

  @Test
  void aRecordingThatGoesOnForYearsWithinItsQuotaKeepsItsCardSmall() {
    CardBuilder builder = builder();
    for (int i = 0; i < 3_000; i++) {
      builder.begin(Segments.start());
      builder.add(Segments.values(10 * i, i));
      builder.add(Segments.gap(Reason.NOT_IN_STATE, "", 10 * i + 1, 10 * i + 2));
      String file = "%06d.lwseg".formatted(i);
      builder.end(file, 500, DIGEST);
      if (i >= 10) {
        builder.deleted("%06d.lwseg".formatted(i - 10), "quota");
      }
    }

    RecordingCard card = card(builder);
    assertThat(card.present()).hasSize(10);
    assertThat(card.segments()).hasSize(10 + RecordingCard.MAX_DELETED);
    assertThat(card.gaps()).hasSizeLessThan(15);
    assertThat(card.gaps().getFirst())
        .isEqualTo(new RecordingGap(Reason.QUOTA, "", T0, T0.plusSeconds(29_890), 2_990, "quota"));
  }
}
