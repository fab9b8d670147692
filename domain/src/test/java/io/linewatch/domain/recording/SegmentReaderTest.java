package io.linewatch.domain.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.fixture.fuzz.ByteMutator;
import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.Mutator;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class SegmentReaderTest {
  private static final int HOLD = 64 << 20;

  @Test
  void framesComeBackAsTheyWereWritten() {
    Segments.Read read = Segments.read(Segments.bytes(Segments.frames()));

    assertThat(read.frames()).isEqualTo(Segments.frames());
    assertThat(read.reader().isEnded()).isTrue();
    assertThat(read.reader().problem()).isEmpty();
  }

  /** {@code -Dgolden=write} writes the file of a new version. */
  @Test
  void theGoldenSegmentIsStillRead() throws IOException {
    if ("write".equals(System.getProperty("golden"))) {
      Path file = Path.of("src/test/resources/recording/golden-v1.lwseg");
      Files.createDirectories(Objects.requireNonNull(file.getParent()));
      Files.write(file, Segments.bytes(Segments.frames()));
    }
    try (InputStream in =
        SegmentReaderTest.class.getResourceAsStream("/recording/golden-v1.lwseg")) {
      byte[] golden = Objects.requireNonNull(in).readAllBytes();

      assertThat(Segments.read(golden).frames()).isEqualTo(Segments.frames());
    }
  }

  @Test
  void whereverItIsCutAllWholeFramesBeforeAreReadAndTheRestIsNamed() {
    byte[] whole = Segments.bytes(Segments.frames());
    for (int length = 0; length < whole.length; length++) {
      Segments.Read read = Segments.read(Arrays.copyOf(whole, length));

      assertThat(read.frames())
          .as("cut at byte %s", length)
          .isEqualTo(Segments.frames().subList(0, read.frames().size()));
      assertThat(read.reader().validBytes()).isLessThanOrEqualTo(length);
      assertThat(read.reader().isEnded()).isFalse();
      boolean rest = read.reader().validBytes() < length || length == 0;
      assertThat(read.reader().problem().isEmpty()).as("cut at byte %s", length).isEqualTo(!rest);
    }
  }

  @Test
  void everyByteThatTurnsIsNoticed() {
    byte[] whole = Segments.bytes(Segments.frames());
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] ^= 1;

      Segments.Read read = Segments.read(damaged);

      assertThat(read.reader().problem()).as("byte %s", at).isNotEmpty();
      assertThat(read.frames()).isEqualTo(Segments.frames().subList(0, read.frames().size()));
    }
  }

  @Test
  void whatALaterVersionWritesIsPassedOver() {
    byte[] later = {1, 2, 3};
    List<SegmentFrame> frames = Segments.frames();
    byte[] before = Segments.bytes(frames.subList(0, 2));
    byte[] end = SegmentCodec.encode(new SegmentFrame.End());
    ByteBuffer bytes =
        ByteBuffer.allocate(before.length + SegmentCodec.HEADER_BYTES + 3 + end.length);
    bytes.put(before).putInt(3).put((byte) 7).putInt(SegmentCodec.checksum(7, later));
    bytes.put(later).put(end);

    Segments.Read read = Segments.read(bytes.array());

    assertThat(read.frames())
        .containsExactly(
            frames.get(0), frames.get(1), new SegmentFrame.Unknown(7, 3), new SegmentFrame.End());
    assertThat(read.reader().problem()).isEmpty();
  }

  @Test
  void mutantsAreReadIntoACardOrStoppedAtWithAReason() {
    Mutator bytes = new ByteMutator();
    Mutator payload =
        (input, other, random) -> {
          // A payload that was made to do harm has a checksum that fits.
          byte[] frame = SegmentCodec.encode(Segments.frames().get(random.nextInt(4)));
          byte[] body = Arrays.copyOfRange(frame, SegmentCodec.HEADER_BYTES, frame.length);
          byte[] mutant = bytes.mutate(body, other, random);
          int kind = frame[4];
          byte[] start = Segments.bytes(Segments.frames().subList(0, 1));
          ByteBuffer out =
              ByteBuffer.allocate(start.length + SegmentCodec.HEADER_BYTES + mutant.length);
          out.put(start).putInt(mutant.length).put((byte) kind);
          return out.putInt(SegmentCodec.checksum(kind, mutant)).put(mutant).array();
        };
    List<byte[]> samples = new ArrayList<>();
    samples.add(Segments.bytes(Segments.frames()));
    samples.add(Segments.bytes(List.of(Segments.frames().getFirst())));

    Fuzz.run(
        FuzzTarget.of(
                "recording-segment",
                samples,
                Mutator.anyOf(bytes, payload),
                input -> {
                  Segments.Read read = Segments.read(input);
                  CardBuilder builder = new CardBuilder("r", "gw");
                  read.frames().forEach(builder::add);
                  builder.end("000001.lwseg", input.length, "0".repeat(64));
                  RecordingCard card = builder.card(true, "0".repeat(64));
                  assertThat(card.spans()).allMatch(span -> !span.to().isBefore(span.from()));
                  String problem = read.reader().problem();
                  return problem.isEmpty() ? null : problem;
                })
            .memory(HOLD, 2_048));
  }
}
