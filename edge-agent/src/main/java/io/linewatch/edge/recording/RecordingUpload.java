package io.linewatch.edge.recording;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.edge.upload.UploadTransport;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Sends a recording's closed segments, then its card, to the centre, by {@link PartedUpload}. Reads
 * files only; any thread, one at a time.
 */
public final class RecordingUpload {
  private final PartedUpload upload;
  private final Consumer<String> progress;

  /**
   * @param centre its address, {@code https://HOST}
   * @param progress told of every file
   */
  public RecordingUpload(URI centre, GatewayKey key, Consumer<String> progress) {
    this(new PartedUpload(centre, key), progress);
  }

  RecordingUpload(GatewayKey key, UploadTransport transport, Consumer<String> progress) {
    this(new PartedUpload(key, transport), progress);
  }

  private RecordingUpload(PartedUpload upload, Consumer<String> progress) {
    this.upload = upload;
    this.progress = progress;
  }

  /**
   * @param folder of the recording, on this gateway
   * @return the card that the centre has now
   * @throws IOException when the centre is away; try again
   * @throws PartedUpload.Refused when it refuses
   */
  public RecordingCard send(Path folder)
      throws IOException, InterruptedException, UnreadableRecording, PartedUpload.Refused {
    RecordingCard card = StoredRecording.readCard(folder, folder);
    if (card == null) {
      throw new UnreadableRecording(
          folder + " has no closed segment yet: stop the recording, or wait until one is closed");
    }
    for (RecordingCard.Segment segment : card.present()) {
      byte[] bytes = SegmentFile.bytes(folder.resolve(segment.file()), segment.bytes());
      send(card.recording(), segment.file(), bytes);
    }
    send(card.recording(), RecordingCard.FILE, RecordingCard.CODEC.encode(card));
    return card;
  }

  private void send(String recording, String file, byte[] bytes)
      throws IOException, InterruptedException, PartedUpload.Refused {
    // What no centre would take is not sent.
    Upload named =
        new Upload(upload.gateway(), recording, file, bytes.length, Digest.hex(Digest.of(bytes)));
    upload.send(
        "/gateway/recordings/" + named.recording() + "/" + named.file(),
        List.of(named.recording(), named.file()),
        bytes);
    progress.accept(file + ": " + bytes.length + " bytes are at the centre");
  }
}
