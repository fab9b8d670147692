package io.linewatch.edge.novelty;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.model.stream.NoveltyState;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the detectors have learned, a small file each ({@link NoveltyState}). Deleting a file lets
 * its channel be learned anew. Not synced: after a power cut the file may be an old or a damaged
 * one, which its checksum tells; then it is learned anew and the gap stated.
 */
public final class NoveltyFolder {
  private static final String FOLDER = "novelty";

  private final Path folder;

  /**
   * @param stateDir under which the files are kept
   */
  public NoveltyFolder(Path stateDir) {
    this.folder = stateDir.resolve(FOLDER);
  }

  private Path file(ChannelId channel) {
    // Names are letters of any script; a digest is a file name everywhere.
    byte[] name = channel.toString().getBytes(StandardCharsets.UTF_8);
    return folder.resolve(UUID.nameUUIDFromBytes(name) + ".novelty");
  }

  /** Null when there is none, or it cannot be read: then it is learned anew. */
  byte @Nullable [] load(ChannelId channel) {
    Path file = file(channel);
    try {
      return Files.exists(file) && Files.size(file) <= NoveltyState.MAX_BYTES
          ? Files.readAllBytes(file)
          : null;
    } catch (IOException unreadable) {
      return null;
    }
  }

  /**
   * Replaces the file.
   *
   * @throws IOException when the disk does not take it
   */
  void save(ChannelId channel, byte[] state) throws IOException {
    Files.createDirectories(folder);
    Path temporary = folder.resolve(UUID.randomUUID() + ".tmp");
    try {
      Files.write(temporary, state);
      Files.move(temporary, file(channel), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  /**
   * @throws IOException when the disk does not let it go
   */
  void forget(ChannelId channel) throws IOException {
    Files.deleteIfExists(file(channel));
  }
}
