package io.linewatch.central.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.upload.UploadRefused;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RecordingInboxTest {
  private static final int ROOM = 20_000;

  @TempDir private Path folder;
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  static byte[] segment(String gateway, String recording) {
    SegmentStart start =
        new SegmentStart(recording, gateway, "1.0", 1, Instant.EPOCH, List.of(), List.of());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SegmentCodec.opening());
    bytes.writeBytes(SegmentCodec.encode(new SegmentFrame.Start(start)));
    bytes.writeBytes(SegmentCodec.encode(new SegmentFrame.End()));
    return bytes.toByteArray();
  }

  private static byte[] card(String gateway, String recording, boolean closed) {
    return RecordingCard.CODEC.encode(
        new RecordingCard(
            recording,
            gateway,
            "1.0",
            closed,
            List.of(),
            List.of(),
            Map.of(),
            null,
            null,
            List.of(),
            List.of(),
            0,
            List.of(),
            "0".repeat(64),
            null));
  }

  static Upload upload(String file, byte[] bytes) {
    return new Upload("gw", "r", file, bytes.length, Digest.hex(Digest.of(bytes)));
  }

  private RecordingInbox inbox() throws IOException {
    return new RecordingInbox(folder.resolve("recordings"), ROOM, metrics);
  }

  private Path arrived(String file) {
    return folder.resolve("recordings/gw/r").resolve(file);
  }

  @Test
  void whereverATransferIsCutItGoesOnThereAlsoAfterARestartOfTheCentre() throws Exception {
    byte[] bytes = segment("gw", "r");
    Upload upload = upload("000001.lwseg", bytes);
    for (int cut = 0; cut <= bytes.length; cut++) {
      Files.deleteIfExists(arrived("000001.lwseg"));
      Upload.State first = inbox().take(upload, 0, Arrays.copyOf(bytes, cut));
      assertThat(first).isEqualTo(new Upload.State(cut, cut == bytes.length));

      RecordingInbox restarted = inbox();
      assertThat(restarted.take(upload, 0, new byte[0])).isEqualTo(first);
      Upload.State last = restarted.take(upload, cut, Arrays.copyOfRange(bytes, cut, bytes.length));

      assertThat(last).isEqualTo(new Upload.State(bytes.length, true));
      assertThat(Files.readAllBytes(arrived("000001.lwseg"))).isEqualTo(bytes);
    }
    assertThat(metrics.get("linewatch.recordings.refused").counter().count()).isZero();
  }

  @Test
  void aPartThatCameBeforeOrTooEarlyChangesNothing() throws Exception {
    byte[] bytes = segment("gw", "r");
    Upload upload = upload("000001.lwseg", bytes);
    RecordingInbox inbox = inbox();
    inbox.take(upload, 0, Arrays.copyOf(bytes, 10));

    assertThat(inbox.take(upload, 0, Arrays.copyOf(bytes, 10)))
        .isEqualTo(new Upload.State(10, false));
    assertThat(inbox.take(upload, 20, Arrays.copyOfRange(bytes, 20, 30)))
        .isEqualTo(new Upload.State(10, false));
    assertThat(inbox.take(upload, 10, Arrays.copyOfRange(bytes, 10, bytes.length)).complete())
        .isTrue();
  }

  @Test
  void whatDoesNotHaveItsDigestOrIsNoSegmentIsDroppedAndRefused() throws Exception {
    byte[] bytes = segment("gw", "r");
    byte[] damaged = bytes.clone();
    damaged[bytes.length - 1] ^= 1;
    RecordingInbox inbox = inbox();
    Upload upload = upload("000001.lwseg", bytes);
    assertThatThrownBy(() -> inbox.take(upload, 0, damaged))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("digest");
    assertThatThrownBy(() -> inbox.take(upload("000001.lwseg", damaged), 0, damaged))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("no segment");
    byte[] foreign = segment("gw-2", "r");
    assertThatThrownBy(() -> inbox.take(upload("000001.lwseg", foreign), 0, foreign))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("gw-2");
    byte[] nonsense = {'{', '}'};
    assertThatThrownBy(() -> inbox.take(upload("card.json", nonsense), 0, nonsense))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("no data card");

    assertThat(arrived("")).isEmptyDirectory();
    assertThat(metrics.get("linewatch.recordings.refused").counter().count()).isEqualTo(4);
    assertThat(inbox.take(upload, 0, bytes).complete()).isTrue();
  }

  @Test
  void aSegmentNeverChangesAndACardDoes() throws Exception {
    RecordingInbox inbox = inbox();
    byte[] one = segment("gw", "r");
    inbox.take(upload("000001.lwseg", one), 0, one);
    byte[] other = Arrays.copyOf(one, one.length - 9);
    assertThatThrownBy(() -> inbox.take(upload("000001.lwseg", other), 0, other))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("another name");
    byte[] open = card("gw", "r", false);
    byte[] closed = card("gw", "r", true);
    inbox.take(upload("card.json", open), 0, open);
    inbox.take(upload("card.json", closed), 0, closed);

    assertThat(inbox.cards()).containsExactly(RecordingCard.CODEC.decode(card("gw", "r", true)));
  }

  @Test
  void beyondItsRoomNothingMoreIsTaken() throws Exception {
    RecordingInbox inbox = inbox();
    byte[] large = new byte[ROOM + 1];
    Upload upload = upload("000001.lwseg", large);
    byte[] part = Arrays.copyOf(large, 100);

    assertThatThrownBy(() -> inbox.take(upload, 0, part))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("recordings.maxMegabytes");
    assertThat(metrics.get("linewatch.recordings.bytes").gauge().value()).isZero();
  }

  @ParameterizedTest
  @CsvSource({
    "../gw, r, 000001.lwseg",
    "gw, .., 000001.lwseg",
    "gw, r/../.., 000001.lwseg",
    "gw, r, ../card.json",
    "gw, r, x.part",
    "., r, card.json"
  })
  void aNameThatLeadsElsewhereIsRefused(String gateway, String recording, String file) {
    assertThatThrownBy(() -> new Upload(gateway, recording, file, 1, "0".repeat(64)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
