package io.linewatch.central.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.central.history.TestDatabase;
import io.linewatch.central.upload.UploadRefused;
import io.linewatch.domain.recording.Upload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures come in parts and stay within their bounds. */
class PictureInboxTest {
  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private PictureStore store;

  @BeforeEach
  void empty() {
    Jdbi jdbi = TestDatabase.empty().jdbi();
    jdbi.useHandle(handle -> handle.execute("truncate picture, inspected_part"));
    store = new PictureStore(jdbi, this::time);
  }

  private Instant time() {
    return Objects.requireNonNull(now.get());
  }

  private PictureInbox inbox(long bytes) throws Exception {
    return new PictureInbox(
        folder,
        new PictureInbox.Bounds(bytes, Duration.ofDays(30)),
        store,
        new SimpleMeterRegistry(),
        this::time);
  }

  /** The beginning of a PNG, and what nobody decodes. */
  private static byte[] png(int number, int length) {
    byte[] bytes = new byte[length];
    bytes[0] = (byte) 0x89;
    bytes[1] = 'P';
    bytes[2] = 'N';
    bytes[3] = 'G';
    bytes[4] = (byte) number;
    return bytes;
  }

  private String send(PictureInbox inbox, byte[] picture) throws Exception {
    String digest = Digest.of(picture);
    now.set(time().plusSeconds(1));
    store.ask("gw", digest, "ann", "part");
    inbox.take("gw", Digest.hex(digest), picture.length, 0, picture);
    return digest;
  }

  @Test
  void aTransferGoesOnWhereItStoppedAfterARestartToo() throws Exception {
    byte[] picture = png(1, 1_000);
    String hex = Digest.hex(Digest.of(picture));
    store.ask("gw", Digest.of(picture), "ann", "part");
    inbox(10_000).take("gw", hex, 1_000, 0, Arrays.copyOf(picture, 400));

    PictureInbox again = inbox(10_000);
    assertThat(again.take("gw", hex, 1_000, 0, new byte[0]))
        .isEqualTo(new Upload.State(400, false));
    Upload.State state = again.take("gw", hex, 1_000, 400, Arrays.copyOfRange(picture, 400, 1_000));

    assertThat(state).isEqualTo(new Upload.State(1_000, true));
    assertThat(Objects.requireNonNull(again.file("sha256:" + hex))).hasBinaryContent(picture);
  }

  @Test
  void theOldestGoWhenThereAreTooManyOrTheyAreTooOld() throws Exception {
    PictureInbox inbox = inbox(2_500);
    String first = send(inbox, png(1, 1_000));
    String second = send(inbox, png(2, 1_000));
    String third = send(inbox, png(3, 1_000));

    assertThat(inbox.file(first)).isNull();
    assertThat(store.find(first)).as("may be asked for again").isNull();
    assertThat(inbox.file(second)).isNotNull();
    assertThat(inbox.file(third)).isNotNull();

    now.set(time().plus(Duration.ofDays(31)));
    inbox.tend();
    assertThat(inbox.file(second)).isNull();
    assertThat(inbox.file(third)).isNull();
  }

  @Test
  void aGatewayCannotSendWhatAnotherWasAskedForOrNobody() throws Exception {
    PictureInbox inbox = inbox(10_000);
    byte[] picture = png(1, 1_000);
    String hex = Digest.hex(Digest.of(picture));
    assertThatThrownBy(() -> inbox.take("gw", hex, 1_000, 0, picture))
        .isInstanceOf(UploadRefused.class);

    store.ask("gw", "sha256:" + hex, "ann", "part");
    assertThatThrownBy(() -> inbox.take("other", hex, 1_000, 0, picture))
        .isInstanceOf(UploadRefused.class);
    assertThat(inbox.file("sha256:" + hex)).isNull();
    // Nor does the stranger's try spoil what the right one is to send.
    assertThat(inbox.take("gw", hex, 1_000, 0, picture)).isEqualTo(new Upload.State(1_000, true));
  }

  @Test
  void whatCanNeverHaveRoomIsRefusedAndWhoAskedSeesWhy() throws Exception {
    PictureInbox inbox = inbox(500);

    assertThatThrownBy(() -> send(inbox, png(1, 1_000)))
        .isInstanceOf(UploadRefused.class)
        .hasMessageContaining("maxMegabytes");

    StoredPicture asked = Objects.requireNonNull(store.find(Digest.of(png(1, 1_000))));
    assertThat(asked.state()).isEqualTo(StoredPicture.State.REFUSED);
    assertThat(asked.problem()).contains("maxMegabytes");
  }
}
