package io.linewatch.edge.control;

import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.Topics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The last desired state that was applied, on disk, so that the gateway starts with no network. */
public final class DesiredCache {
  public static final String FILE = "desired.json";

  private final Path stateDir;
  private final Path file;

  public DesiredCache(Path stateDir) {
    this.stateDir = stateDir;
    this.file = stateDir.resolve(FILE);
  }

  /**
   * @param state null when there is none, or none that can be read
   * @param problem what is wrong with the file; empty when nothing is
   */
  public record Cached(@Nullable DesiredState state, String problem) {}

  /** A file that cannot be read is set aside and named; the gateway then waits for Kafka. */
  public Cached load() {
    if (!Files.exists(file)) {
      return new Cached(null, "");
    }
    try {
      return new Cached(Topics.DESIRED.codec().decode(Files.readAllBytes(file)), "");
    } catch (MalformedRecord e) {
      return new Cached(null, setAside(String.valueOf(e.getMessage())));
    } catch (IOException e) {
      return new Cached(null, "cannot read " + file + ": " + e.getMessage());
    }
  }

  private String setAside(String reason) {
    Path bad = file.resolveSibling(FILE + ".bad");
    try {
      Files.move(file, bad, StandardCopyOption.REPLACE_EXISTING);
      return "the cached desired state is damaged (" + reason + ") and is kept as " + bad;
    } catch (IOException e) {
      return "the cached desired state is damaged (" + reason + ")";
    }
  }

  /** Replaces the file; after a crash either the old or the new one stands there, whole. */
  public void store(DesiredState state) throws IOException {
    Path temporary = file.resolveSibling(FILE + ".tmp");
    try (FileChannel channel =
        FileChannel.open(
            temporary,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING)) {
      ByteBuffer bytes = ByteBuffer.wrap(Topics.DESIRED.codec().encode(state));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel folder = FileChannel.open(stateDir, StandardOpenOption.READ)) {
      folder.force(true);
    }
  }
}
