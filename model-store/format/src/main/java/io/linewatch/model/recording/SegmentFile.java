package io.linewatch.model.recording;

import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a recording's segments: {@code 000001.lwseg} and on. */
public final class SegmentFile {
  /** More than any quota lets stand; also bounds what a strange folder can cost. */
  public static final int MAX_SEGMENTS = 200_000;

  /**
   * Larger than any that is written: a segment is closed at its size, a frame has at most 48 MiB.
   */
  public static final long MAX_BYTES = 160L << 20;

  private static final Pattern NAME = Pattern.compile("[0-9]{6}\\.lwseg");

  private SegmentFile() {}

  /**
   * What was read of a file.
   *
   * @param validBytes up to here its frames are whole
   * @param ended whether it was closed
   * @param problem why the rest cannot be read; empty when there is no rest
   */
  public record Read(long validBytes, boolean ended, String problem) {}

  public static boolean isName(String name) {
    return NAME.matcher(name).matches();
  }

  public static String name(int number) {
    return "%06d.lwseg".formatted(number);
  }

  public static int number(String name) {
    return Integer.parseInt(name.substring(0, name.indexOf('.')));
  }

  /** Names of the segments in a folder, in order of their numbers. */
  public static List<String> in(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(SegmentFile::isName)
          .limit(MAX_SEGMENTS)
          .forEach(names::add);
    }
    names.sort(null);
    return names;
  }

  /**
   * The first bytes of a segment, all that are there up to {@code most}.
   *
   * @throws IOException when it is larger than any segment
   */
  public static byte[] bytes(Path file, long most) throws IOException {
    if (most > MAX_BYTES || Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than any segment, " + MAX_BYTES + " bytes");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes((int) most);
    }
  }

  /** Hands over every whole frame. */
  public static Read read(byte[] bytes, Consumer<SegmentFrame> frames) {
    SegmentReader reader = new SegmentReader(new ByteArrayInputStream(bytes));
    try {
      for (SegmentFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.accept(frame);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("memory refused to be read", e);
    }
    return new Read(reader.validBytes(), reader.isEnded(), reader.problem());
  }
}
