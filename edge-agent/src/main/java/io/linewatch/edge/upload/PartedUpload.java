package io.linewatch.edge.upload;

import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.UploadSignature;
import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sends files to the centre. What the centre has already is not sent again, to the byte: a transfer
 * that was cut goes on where it stopped, whenever and by whichever process it is tried again. Any
 * thread, one at a time.
 */
public final class PartedUpload {
  private static final int OK = 200;
  private static final int MAX_ANSWER = 500;
  private static final byte[] NOTHING = {};

  private final GatewayKey key;
  private final UploadTransport transport;

  /**
   * @param centre its address, {@code https://HOST}
   * @throws IllegalArgumentException when it would be reached without TLS
   */
  public PartedUpload(URI centre, GatewayKey key) {
    this(key, new HttpUploadTransport(centre));
  }

  public PartedUpload(GatewayKey key, UploadTransport transport) {
    this.key = key;
    this.transport = transport;
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

  /** Whose key signs. */
  public String gateway() {
    return key.gateway();
  }

  /**
   * Sends a file; when it returns, all of it is at the centre.
   *
   * @param address below the centre's, such as {@code /gateway/pictures/…}
   * @param path what is signed as the file's name
   * @throws IOException when the centre is away; try again
   * @throws Refused when it refuses
   */
  public void send(String address, List<String> path, byte[] bytes)
      throws IOException, InterruptedException, Refused {
    String sha256 = Digest.hex(Digest.of(bytes));
    // Asked with nothing, the centre says how much it has.
    Upload.State state = part(address, path, bytes, sha256, 0, 0);
    while (!state.complete()) {
      int from = Math.toIntExact(state.bytes());
      int to = Math.min(bytes.length, from + Upload.MAX_PART_BYTES);
      Upload.State next = part(address, path, bytes, sha256, from, to);
      if (!next.complete() && next.bytes() <= from) {
        throw new IOException(
            path.getLast() + ": the centre takes no more than " + from + " bytes");
      }
      state = next;
    }
  }

  private Upload.State part(
      String address, List<String> path, byte[] bytes, String sha256, int from, int to)
      throws IOException, InterruptedException, Refused {
    byte[] part = from == to ? NOTHING : Arrays.copyOfRange(bytes, from, to);
    byte[] answer =
        answer(address, new UploadSignature.Part(path, bytes.length, sha256, from, part));
    try {
      Upload.State state = Upload.State.CODEC.decode(answer);
      if (state.bytes() < 0 || state.bytes() > bytes.length) {
        throw new IOException("the centre says that it has " + state.bytes() + " bytes");
      }
      return state;
    } catch (MalformedRecord strange) {
      throw new IOException("this is no answer of a centre: " + strange.getMessage(), strange);
    }
  }

  /**
   * Asks something that is told in one message.
   *
   * @return the centre's answer, at most 10,000 bytes
   * @throws IOException as {@link #send}
   * @throws Refused as {@link #send}
   */
  public byte[] ask(String address, List<String> path, byte[] question)
      throws IOException, InterruptedException, Refused {
    String sha256 = Digest.hex(Digest.of(question));
    return answer(address, new UploadSignature.Part(path, question.length, sha256, 0, question));
  }

  private byte[] answer(String address, UploadSignature.Part part)
      throws IOException, InterruptedException, Refused {
    UploadTransport.Reply reply =
        transport.send(
            address,
            Map.of(
                UploadSignature.GATEWAY_HEADER,
                URLEncoder.encode(key.gateway(), StandardCharsets.UTF_8),
                UploadSignature.KEY_VERSION_HEADER,
                Integer.toString(key.version()),
                UploadSignature.LENGTH_HEADER,
                Long.toString(part.length()),
                UploadSignature.SHA256_HEADER,
                part.sha256(),
                UploadSignature.OFFSET_HEADER,
                Long.toString(part.offset()),
                UploadSignature.MAC_HEADER,
                UploadSignature.sign(key, part)),
            part.part());
    if (reply.status() >= 500) {
      throw new IOException("the centre answered " + reply.status() + ": " + text(reply));
    }
    if (reply.status() != OK) {
      throw new Refused(part.path().getLast() + ": the centre refuses it: " + text(reply));
    }
    return reply.body();
  }

  private static String text(UploadTransport.Reply reply) {
    String text = new String(reply.body(), StandardCharsets.UTF_8).strip();
    return text.length() > MAX_ANSWER ? text.substring(0, MAX_ANSWER) : text;
  }
}
