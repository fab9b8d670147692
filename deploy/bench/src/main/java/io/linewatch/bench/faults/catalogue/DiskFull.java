package io.linewatch.bench.faults.catalogue;

import io.linewatch.bench.faults.catalogue.Strike.Effect;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * The file system under the agent's state is filled to the last byte for a drawn while. Kafka is
 * frozen meanwhile: an outbox that is emptied as it fills needs no more disk.
 */
final class DiskFull implements Fault {
  private static final int CHUNK_BYTES = 1 << 16;
  private static final int SMALLEST_BYTES = 512;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @Override
  public String name() {
    return "disk-full";
  }

  @Override
  public String unable(Site site) {
    return site.smallDisk()
        ? ""
        : "no small file system could be mounted under the agent's state (that wants root)";
  }

  @Override
  public Strike strike(Site site, Random random) throws Exception {
    Path filler = site.system().state().root().resolve("edge/filler");
    long at = site.sensors().dueMicros();
    site.system().kafka().pause();
    fill(filler);
    boolean refused =
        Waiting.until(
            () -> {
              fill(filler);
              return Health.of(site.system().addresses().edgeUrl()).contains("disk refuses");
            },
            PATIENCE);
    TimeUnit.MILLISECONDS.sleep(random.nextLong(1_000, 12_000));
    long bytes = Files.size(filler);
    Files.delete(filler);
    site.system().kafka().resume();
    return new Strike(
        refused,
        "%d KiB filled, the agent says %s"
            .formatted(bytes / 1024, refused ? "that its disk refuses" : "nothing"),
        at,
        System.nanoTime(),
        Set.of(Effect.SENSORS_INTERRUPTED));
  }

  /** Until not even half a kibibyte fits. */
  private static void fill(Path filler) throws IOException {
    try (FileChannel channel =
        FileChannel.open(filler, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (int size = CHUNK_BYTES; size >= SMALLEST_BYTES; ) {
        try {
          channel.write(ByteBuffer.allocate(size));
        } catch (IOException full) {
          size /= 2;
        }
      }
    }
  }
}
