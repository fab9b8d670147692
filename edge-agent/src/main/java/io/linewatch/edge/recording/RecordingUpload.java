package io.linewatch.edge.recording;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends a recording's closed segments, then its card, to the centre. What the centre has already is
 * not sent again, to the byte: a transfer that was cut goes on where it stopped, whenever and by
 * whichever process it is tried again. Reads files only; any thread, one at a time.
 */
public final class RecordingUpload {
  private static final int OK = 200;
  private static final int MAX_ANSWER = 500;
  private static final byte[] NOTHING = {};

  private final GatewayKey key;
  private final UploadTransport transport;
  private final Consumer<String> progress;

  /**
   * @param centre its address, {@code https://HOST}
   * @param progress told of every file
   */
  public RecordingUpload(URI centre, GatewayKey key, Consumer<String> progress) {
    this(key, new HttpUploadTransport(centre), progress);
  }

  RecordingUpload(GatewayKey key, UploadTransport transport, Consumer<String> progress) {
    this.key = key;
    this.transport = transport;
    this.progress = progress;
  }

  /**
   * @throws IllegalArgumentException when the centre would be reached without TLS
   */
  public static void requireSafe(URI centre) {
    HttpUploadTransport.requireSafe(centre);
  }

  /** The centre will not have it; trying again does not help. */
  public static final class Refused extends Exception {
    @java.io.Serial private static final long serialVersionUID = 1;

    Refused(String message) {
      super(message);
    }
  }

  /**
   * @param folder of the recording, on this gateway
   * @return the card that the centre has now
   * @throws IOException when the centre is away; try again
   * @throws Refused when it refuses
   */
  public RecordingCard send(Path folder)
      throws IOException, InterruptedException, UnreadableRecording, Refused {
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
      throws IOException, InterruptedException, Refused {
    Upload upload =
        new Upload(key.gateway(), recording, file, bytes.length, Digest.hex(Digest.of(bytes)));
    // Asked with nothing, the centre says how much it has.
    Upload.State state = send(upload, 0, NOTHING);
    while (!state.complete()) {
      int from = Math.toIntExact(state.bytes());
      int to = Math.min(bytes.length, from + Upload.MAX_PART_BYTES);
      Upload.State next = send(upload, from, Arrays.copyOfRange(bytes, from, to));
      if (!next.complete() && next.bytes() <= from) {
        throw new IOException(file + ": the centre takes no more than " + from + " bytes");
      }
      state = next;
    }
    progress.accept(file + ": " + bytes.length + " bytes are at the centre");
  }

  private Upload.State send(Upload upload, long offset, byte[] part)
      throws IOException, InterruptedException, Refused {
    String mac =
        UploadSignature.sign(
            key,
            new UploadSignature.Part(
                List.of(upload.recording(), upload.file()),
                upload.length(),
                upload.sha256(),
                offset,
                part));
    UploadTransport.Reply reply =
        transport.send(
            "/gateway/recordings/" + upload.recording() + "/" + upload.file(),
            Map.of(
                UploadSignature.GATEWAY_HEADER,
                URLEncoder.encode(upload.gateway(), StandardCharsets.UTF_8),
                UploadSignature.KEY_VERSION_HEADER,
                Integer.toString(key.version()),
                UploadSignature.LENGTH_HEADER,
                Long.toString(upload.length()),
                UploadSignature.SHA256_HEADER,
                upload.sha256(),
                UploadSignature.OFFSET_HEADER,
                Long.toString(offset),
                UploadSignature.MAC_HEADER,
                mac),
            part);
    return state(upload, reply);
  }

  private static Upload.State state(Upload upload, UploadTransport.Reply reply)
      throws IOException, Refused {
    if (reply.status() >= 500) {
      throw new IOException("the centre answered " + reply.status() + ": " + text(reply));
    }
    if (reply.status() != OK) {
      throw new Refused(upload.file() + ": the centre refuses it: " + text(reply));
    }
    try {
      Upload.State state = Upload.State.CODEC.decode(reply.body());
      if (state.bytes() < 0 || state.bytes() > upload.length()) {
        throw new IOException("the centre says that it has " + state.bytes() + " bytes");
      }
      return state;
    } catch (MalformedRecord strange) {
      throw new IOException("this is no answer of a centre: " + strange.getMessage(), strange);
    }
  }

  private static String text(UploadTransport.Reply reply) {
    String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
    return text.length() > MAX_ANSWER ? text.substring(0, MAX_ANSWER) : text;
  }
}
