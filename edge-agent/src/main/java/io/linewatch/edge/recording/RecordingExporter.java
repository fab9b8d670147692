package io.linewatch.edge.recording;

import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.model.recording.StoredRecording;
import io.linewatch.model.recording.UnreadableRecording;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends to the centre what the recorder has closed, every half minute; what did not get through
 * goes on where it stopped at the next look. A thread of its own: a slow network holds back nothing
 * else.
 */
public final class RecordingExporter implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RecordingExporter.class);
  private static final int LOOK_SECONDS = 30;

  private final Path recordings;
  private final RecordingUpload upload;
  private final Counter sent;
  private final Counter failures;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("recording-export").daemon().factory());

  /** By recording, the card that is done with: at the centre, or refused by it. Timer thread. */
  private final Map<Path, RecordingCard> done = new HashMap<>();

  private volatile String problem = "";

  /**
   * @param centre {@code https://HOST}
   * @throws IllegalArgumentException when it would be reached without TLS
   */
  public RecordingExporter(
      RecordingSettings settings, URI centre, GatewayKey key, MeterRegistry metrics) {
    this(settings, new RecordingUpload(centre, key, LOG::debug), metrics);
  }

  RecordingExporter(RecordingSettings settings, RecordingUpload upload, MeterRegistry metrics) {
    this.recordings = settings.recordings();
    this.upload = upload;
    this.sent =
        Counter.builder("linewatch.edge.recording.exported")
            .description("times a recording was brought up to date at the centre")
            .register(metrics);
    this.failures =
        Counter.builder("linewatch.edge.recording.export.failures")
            .description("times one could not be; it goes on where it stopped")
            .register(metrics);
  }

  public void start() {
    var _ =
        timer.scheduleWithFixedDelay(
            this::guardedLook, LOOK_SECONDS, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    try {
      look();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException e) {
      // A timer forgets a task that throws; the next look may go well.
      failures.increment();
      LOG.warn("export of recordings: {}", e.toString());
    }
  }

  /** One look. Timer thread. */
  void look() throws IOException, InterruptedException {
    if (!Files.isDirectory(recordings)) {
      return;
    }
    List<Path> folders;
    try (Stream<Path> files = Files.list(recordings)) {
      folders = files.filter(Files::isDirectory).sorted().toList();
    }
    done.keySet().retainAll(folders);
    String failed = "";
    for (Path folder : folders) {
      String why = export(folder);
      failed = failed.isEmpty() ? why : failed;
    }
    if (!failed.isEmpty() && !failed.equals(problem)) {
      LOG.warn("{}", failed);
    }
    problem = failed;
  }

  private String export(Path folder) throws InterruptedException {
    try {
      RecordingCard card = StoredRecording.readCard(folder, folder);
      if (card != null && !card.equals(done.get(folder))) {
        done.put(folder, upload.send(folder));
        sent.increment();
      }
      return "";
    } catch (IOException away) {
      failures.increment();
      return "recording " + folder.getFileName() + " is not at the centre yet: " + away;
    } catch (UnreadableRecording damaged) {
      failures.increment();
      return String.valueOf(damaged.getMessage());
    } catch (PartedUpload.Refused no) {
      failures.increment();
      return "recording " + folder.getFileName() + ": " + no.getMessage();
    }
  }

  /** What does not get through; empty when all does. */
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
