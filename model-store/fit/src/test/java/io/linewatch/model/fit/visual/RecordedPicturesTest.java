package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordedPicture;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.RecordingArchive;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordedPicturesTest {
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");
  private static final String TOP = "s/a/l/press/top";

  @TempDir private Path folder;
  private final List<SegmentFrame> frames = new ArrayList<>();

  private void picture(
      String station,
      String part,
      @Nullable Verdict verdict,
      @Nullable Verdict known,
      byte[] bytes) {
    frames.add(
        new SegmentFrame.Picture(
            new RecordedPicture(
                new RecordedPicture.About(
                    station,
                    part,
                    T0.plusSeconds(frames.size()),
                    null,
                    verdict,
                    null,
                    known,
                    null,
                    false),
                bytes)));
  }

  private static byte[] png(long seed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(RenderedParts.render(seed, RenderedParts.Defect.NONE), "png", out);
    return out.toByteArray();
  }

  private Path written() throws IOException {
    Path recording = Files.createDirectories(folder.resolve("parts"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(SegmentCodec.opening());
    CardBuilder builder = new CardBuilder("parts", "gw");
    List<SegmentFrame> all = new ArrayList<>(frames);
    all.addFirst(
        new SegmentFrame.Start(
            new SegmentStart("parts", "gw", "1.0", 1, T0, List.of(), List.of())));
    all.add(new SegmentFrame.End());
    for (SegmentFrame frame : all) {
      bytes.write(SegmentCodec.encode(frame));
      builder.add(frame);
    }
    Files.write(recording.resolve(SegmentFile.name(1)), bytes.toByteArray());
    builder.end(SegmentFile.name(1), bytes.size(), Digest.hex(Digest.of(bytes.toByteArray())));
    Files.write(
        recording.resolve(RecordingCard.FILE),
        RecordingCard.CODEC.encode(builder.card(true, StoredRecording.digest(builder))));
    return recording;
  }

  @Test
  void partsThatWereNgAreLeftOutWithAllTheirPicturesAndTheReportSaysHowMany() throws Exception {
    for (int i = 0; i < 12; i++) {
      picture(TOP, "ok-" + i, i == 0 ? null : Verdict.OK, null, png(i));
    }
    picture(TOP, "bad", Verdict.OK, null, png(100));
    picture(TOP, "bad", Verdict.NG, null, png(101));
    picture(TOP, "master", Verdict.OK, Verdict.NG, png(102));
    picture(
        TOP, "odd", Verdict.NOT_INSPECTED, null, "no picture".getBytes(StandardCharsets.US_ASCII));
    Path archive = folder.resolve("parts.zip");
    RecordingArchive.write(written(), archive);

    Path unpacked;
    try (RecordedPictures recorded = RecordedPictures.open(archive, null)) {
      GoodPictures good = recorded.good();
      unpacked = good.files().getFirst().getParent();
      assertThat(good.files()).hasSize(12);
      assertThat(Files.readAllBytes(good.files().getFirst())).isEqualTo(png(0));
      assertThat(good.notes())
          .anySatisfy(note ->
              assertThat(note)
                  .contains("recording parts of gateway gw", TOP, "12 of 16 pictures")
                  .contains("OK=11", "none=1"))
          .anySatisfy(note ->
              assertThat(note)
                  .contains("left out 3 pictures of 2 parts that were NG", "and 1 that"));
    }
    assertThat(unpacked).doesNotExist();
  }

  @Test
  void aFolderOfPicturesIsNoRecordingAndARecordingsFolderIs() throws Exception {
    picture(TOP, "p", Verdict.OK, null, png(1));
    assertThat(RecordedPictures.isOne(written())).isTrue();
    Path pictures = Files.createDirectories(folder.resolve("pictures"));
    Files.write(pictures.resolve("a.png"), png(1));
    assertThat(RecordedPictures.isOne(pictures)).isFalse();
  }

  @Test
  void ofSeveralStationsOneMustBeChosen() throws Exception {
    picture(TOP, "p1", Verdict.OK, null, png(1));
    picture("s/a/l/press/side", "p1", Verdict.OK, null, png(2));
    Path recording = written();

    assertThatThrownBy(() -> RecordedPictures.open(recording, null))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining(TOP)
        .hasMessageContaining("--station");
    try (RecordedPictures side = RecordedPictures.open(recording, "side")) {
      assertThatThrownBy(side::good)
          .isInstanceOf(FitRefused.class)
          .hasMessageContaining(recording.toString())
          .hasMessageContaining("1 usable pictures");
    }
  }

  @Test
  void aRecordingWithoutPicturesSaysHowToRecordSome() throws Exception {
    Path recording = written();
    assertThatThrownBy(() -> RecordedPictures.open(recording, null))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("--stations");
  }

  @Test
  void aDamagedRecordingIsRefusedAndLeavesNothingBehind() throws Exception {
    picture(TOP, "p1", Verdict.OK, null, png(1));
    Path recording = written();
    byte[] segment = Files.readAllBytes(recording.resolve(SegmentFile.name(1)));
    segment[segment.length - 40] ^= 1;
    Files.write(recording.resolve(SegmentFile.name(1)), segment);
    long before = leftovers();

    assertThatThrownBy(() -> RecordedPictures.open(recording, null))
        .isInstanceOf(FitRefused.class)
        .hasMessageContaining("its digest differs");
    assertThat(leftovers()).isEqualTo(before);
  }

  private static long leftovers() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("linewatch-pictures-"))
          .count();
    }
  }
}
