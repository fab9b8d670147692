package io.linewatch.edge.sparkplug;

import com.google.protobuf.CodedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a host application publishes: its STATE and the rebirth request. */
public final class HostMessages {
  static final String REBIRTH = "Node Control/Rebirth";

  /** Number of the data type Boolean. */
  private static final int BOOLEAN = 11;

  private static final Pattern OFFLINE = Pattern.compile("\"online\"\\s*:\\s*false");

  private HostMessages() {}

  /**
   * Birth or death of a host application.
   *
   * @param timestamp milliseconds since 1970; the birth repeats that of the Will
   */
  public static byte[] state(boolean online, long timestamp) {
    return ("{\"online\":" + online + ",\"timestamp\":" + timestamp + "}")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Whether a STATE message says that the host application is gone. */
  public static boolean saysOffline(byte[] state) {
    Matcher offline = OFFLINE.matcher(new String(state, StandardCharsets.UTF_8));
    return offline.find();
  }

  /** The command {@code Node Control/Rebirth = true}. */
  public static byte[] rebirthRequest(long timestamp) {
    try {
      byte[] metric =
          written(out -> {
            out.writeString(1, REBIRTH);
            out.writeUInt64(3, timestamp);
            out.writeUInt32(4, BOOLEAN);
            out.writeBool(14, true);
          });
      return written(out -> {
        out.writeUInt64(1, timestamp);
        out.writeByteArray(2, metric);
      });
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory takes every write", impossible);
    }
  }

  private interface Fields {
    void to(CodedOutputStream out) throws IOException;
  }

  private static byte[] written(Fields fields) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    CodedOutputStream out = CodedOutputStream.newInstance(bytes);
    fields.to(out);
    out.flush();
    return bytes.toByteArray();
  }
}
