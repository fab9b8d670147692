package io.linewatch.domain.recording;

import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.wire.Codec;
import io.linewatch.domain.wire.Documents;
import java.util.regex.Pattern;

/**
 * One file of a recording on its way from a gateway to the centre. It goes in parts, each told
 * where it begins; the centre says how much it has, and the gateway goes on from there.
 *
 * @param gateway that recorded it and signs for it
 * @param file a segment or the card
 * @param length of the whole file, in bytes
 * @param sha256 of the whole file, 64 small hexadecimal digits
 */
public record Upload(String gateway, String recording, String file, long length, String sha256) {
  /** Longest part. */
  public static final int MAX_PART_BYTES = 1 << 20;

  /** Larger than any segment. */
  public static final long MAX_LENGTH = 160L << 20;

  private static final Pattern GATEWAY = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.\\-]{0,63}");
  private static final Pattern FILE = Pattern.compile("[0-9]{6}\\.lwseg|card\\.json");
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  public Upload {
    requireGateway(gateway);
    RecordingRequest.requireName(recording);
    require(FILE.matcher(file).matches(), "file must be a segment or card.json");
    require(length > 0 && length <= MAX_LENGTH, "length must be 1 to " + MAX_LENGTH);
    require(SHA256.matcher(sha256).matches(), "sha256 must be 64 small hexadecimal digits");
  }

  /**
   * @throws IllegalArgumentException when no gateway can have this name
   */
  public static String requireGateway(String name) {
    require(GATEWAY.matcher(name).matches(), "the gateway's name cannot be one");
    return name;
  }

  /**
   * How far it is.
   *
   * @param bytes how many the centre has
   * @param complete whether it has all, checked against the digest
   */
  public record State(long bytes, boolean complete) {
    private static final int MAX_BYTES = 1_000;

    /** As the centre answers. */
    public static final Codec<State> CODEC = Documents.of("upload", State.class, MAX_BYTES);
  }

  public boolean isCard() {
    return file.equals(RecordingCard.FILE);
  }

  private static void require(boolean right, String message) {
    if (!right) {
      throw new IllegalArgumentException(message);
    }
  }
}
