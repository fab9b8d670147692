package io.linewatch.edge.outbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far the outbox is known to have come, in a file beside it: epoch and number of commits.
 * SQLite takes the first bad frame of its log for the log's end, so without a witness a damaged log
 * loses commits in silence.
 *
 * <p>It is written after each commit and never says more than the outbox has. It is forced to disk
 * at most once a second, because a second fsync for each commit would cost half of the throughput:
 * after a power cut it may be up to {@link #STALE_AT_MOST} behind, and damage to the log that eats
 * less than that, in the same power cut, is not seen. After a killed process it is exact. It fits a
 * sector, so it is never torn. Outbox thread.
 */
final class HighWaterMark implements AutoCloseable {
  /** One second between forces, and the outbox's idle turn of half a second. */
  static final Duration STALE_AT_MOST = Duration.ofSeconds(2);

  private static final Logger log = LoggerFactory.getLogger(HighWaterMark.class);
  private static final long FORCE_NANOS = 1_000_000_000L;
  private static final Pattern LINE =
      Pattern.compile("outbox ([0-9a-f]{16}) commits ([0-9]{19}) check ([0-9a-f]{16})\n");

  private final FileChannel channel;
  private final String epoch;
  private boolean unforced;
  private long lastForced;
  private boolean complained;

  private HighWaterMark(FileChannel channel, String epoch) {
    this.channel = channel;
    this.epoch = epoch;
  }

  /** What the file says. */
  record Reached(String epoch, long commits) {}

  /** What the mark says; null when there is none, or none that can be believed. */
  static @Nullable Reached read(Path file) throws IOException {
    if (!Files.exists(file)) {
      return null;
    }
    String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return null;
    }
    Reached reached = new Reached(line.group(1), Long.parseLong(line.group(2)));
    return text.equals(line(reached.epoch, reached.commits)) ? reached : null;
  }

  /** Begins or goes on; what the file says afterwards is safe when this returns. */
  static HighWaterMark open(OutboxSettings settings, String epoch, long commits)
      throws IOException {
    FileChannel channel =
        FileChannel.open(settings.mark(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    HighWaterMark mark = new HighWaterMark(channel, epoch);
    try {
      mark.write(commits);
      channel.truncate(line(epoch, commits).length());
      channel.force(true);
      Folder.force(settings.directory());
      mark.lastForced = System.nanoTime();
      return mark;
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** A commit is safe. */
  void raise(long commits) {
    try {
      write(commits);
      unforced = true;
      if (System.nanoTime() - lastForced > FORCE_NANOS) {
        force();
      }
      complained = false;
    } catch (IOException e) {
      complain(e);
    }
  }

  /** Forces what is old enough; called now and then while nothing is committed. */
  void tend() {
    if (unforced && System.nanoTime() - lastForced > FORCE_NANOS) {
      try {
        force();
      } catch (IOException e) {
        complain(e);
      }
    }
  }

  private void force() throws IOException {
    channel.force(false);
    unforced = false;
    lastForced = System.nanoTime();
  }

  /** The findings are safe without it; the next commit tries again. */
  private void complain(IOException e) {
    if (!complained) {
      log.warn("the outbox's mark cannot be written, damage to its log may go unseen: {}", e);
    }
    complained = true;
  }

  private void write(long commits) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line(epoch, commits).getBytes(StandardCharsets.ISO_8859_1));
    long position = 0;
    while (bytes.hasRemaining()) {
      position += channel.write(bytes, position);
    }
  }

  private static String line(String epoch, long commits) {
    String check = Long.toHexString(new RowDigest("mark").text(epoch).number(commits).value());
    return "outbox "
        + epoch
        + " commits "
        + "0".repeat(19 - Long.toString(commits).length())
        + commits
        + " check "
        + "0".repeat(16 - check.length())
        + check
        + "\n";
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (unforced) {
        force();
      }
    }
  }
}
