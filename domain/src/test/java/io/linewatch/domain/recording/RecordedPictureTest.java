package io.linewatch.domain.recording;

import static io.linewatch.domain.recording.Segments.T0;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.MalformedBlock;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordedPictureTest {
  private static final ChannelId TOP = ChannelId.of("s/a/l/press/top");

  private static SegmentFrame picture(
      String part, int second, @Nullable Verdict verdict, byte... bytes) {
    return new SegmentFrame.Picture(
        new RecordedPicture(
            new RecordedPicture.About(
                TOP.toString(),
                part,
                T0.plusSeconds(second),
                verdict == null ? null : 1_500L,
                verdict,
                verdict == null ? null : 12.5,
                null,
                "RUN",
                verdict == Verdict.NG),
            bytes));
  }

  private static List<SegmentFrame> frames() {
    return List.of(
        new SegmentFrame.Start(Segments.start()),
        picture("零件-1", 0, Verdict.OK, (byte) 0xFF, (byte) 0xD8, (byte) 1),
        picture("p2", 1, Verdict.NG, (byte) 2, (byte) 3),
        picture("p3", 2, null, (byte) 4),
        new SegmentFrame.End());
  }

  @Test
  void picturesComeBackByteByByteWithWhatIsKnownOfThem() {
    assertThat(Segments.read(Segments.bytes(frames())).frames()).isEqualTo(frames());
  }

  /** Pinned: later versions read what this one has written. */
  @Test
  void aFrameIsTheLengthOfItsJsonTheJsonAndThePicture() {
    byte[] json =
        ("{\"v\":1,\"type\":\"recorded-picture\",\"station\":\"s/a/l/press/top\",\"part\":\"p2\","
                + "\"time\":\"2026-03-01T08:00:01Z\",\"exposureMicros\":1500,\"verdict\":\"NG\","
                + "\"percent\":12.5,\"machineState\":\"RUN\",\"masked\":true}")
            .getBytes(UTF_8);
    byte[] payload =
        ByteBuffer.allocate(4 + json.length + 2)
            .putInt(json.length)
            .put(json)
            .put(new byte[] {2, 3})
            .array();
    SegmentFrame frame = picture("p2", 1, Verdict.NG, (byte) 2, (byte) 3);
    ByteBuffer written = ByteBuffer.wrap(SegmentCodec.encode(frame));

    assertThat(written.getInt()).isEqualTo(payload.length);
    assertThat(written.get()).isEqualTo((byte) 6);
    assertThat(written.getInt()).isEqualTo(SegmentCodec.checksum(6, payload));
    byte[] rest = new byte[written.remaining()];
    written.get(rest);
    assertThat(new String(rest, UTF_8)).isEqualTo(new String(payload, UTF_8));
    assertThat(SegmentCodec.decode(6, payload)).isEqualTo(frame);
  }

  @Test
  void aFrameThatContradictsItselfIsRefused() {
    for (byte[] bad :
        List.of(
            new byte[] {1},
            new byte[] {0, 0, 0, 9, '{'},
            new byte[] {-1, 0, 0, 0, '{', '}'},
            new byte[] {0, 0, 0, 2, '{', '}', 1})) {
      assertThatThrownBy(() -> SegmentCodec.decode(6, bad)).isInstanceOf(MalformedBlock.class);
    }
  }

  @Test
  void theCardCountsPicturesByStationAndVerdictAlsoAfterAKill() {
    CardBuilder builder = new CardBuilder("run-in", "gw");
    frames().forEach(builder::add);
    RecordingCard card = builder.card(true, "0".repeat(64));

    StationCard station = card.pictureStations().getFirst();
    assertThat(station.id()).isEqualTo(TOP);
    assertThat(station.pictures()).isEqualTo(3);
    assertThat(station.bytes()).isEqualTo(6);
    assertThat(station.verdicts()).isEqualTo(Map.of("OK", 1L, "NG", 1L, "-", 1L));
    assertThat(card.readings()).containsEntry("RUN", 3L);
    assertThat(card.to()).isEqualTo(T0.plusSeconds(2));
    assertThat(RecordingCard.CODEC.decode(RecordingCard.CODEC.encode(card))).isEqualTo(card);
    assertThat(CardBuilder.resuming(card).card(true, card.digest())).isEqualTo(card);
  }

  @Test
  void aCardFromBeforePicturesWereRecordedIsRead() {
    CardBuilder builder = new CardBuilder("run-in", "gw");
    Segments.frames().forEach(builder::add);
    byte[] card = RecordingCard.CODEC.encode(builder.card(true, "0".repeat(64)));

    assertThat(new String(card, UTF_8)).doesNotContain("stations");
    assertThat(RecordingCard.CODEC.decode(card).pictureStations()).isEmpty();
  }
}
