package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.PictureReport;
import io.linewatch.domain.inspection.PictureWishes;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.PictureRecords;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.InspectionConfig.SendPictures;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.model.format.Digest;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks the centre every ten seconds which stored pictures it wants, sends these, and tells it of
 * parts that were not good. What did not get through goes on where it stopped. What is stored is
 * masked already. A thread of its own: a slow network holds back no verdict.
 */
public final class PictureSender implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(PictureSender.class);
  private static final int LOOK_SECONDS = 10;

  /** A person may be waiting for a picture: parts do not take the whole of a look. */
  private static final int PARTS_A_LOOK = 200;

  private final PartedUpload upload;
  private final Path evidence;
  private final PartsForCentre parts;
  private final SendPictures which;
  private final Counter sent;
  private final Counter failures;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().name("picture-sender").daemon().factory());

  /** Wanted and not kept any more; told at the next look. Timer thread. */
  private final Set<String> gone = new LinkedHashSet<>();

  private volatile String problem = "";

  PictureSender(
      PartedUpload upload,
      Path evidence,
      PartsForCentre parts,
      SendPictures which,
      MeterRegistry metrics) {
    this.upload = upload;
    this.evidence = evidence;
    this.parts = parts;
    this.which = which;
    sent =
        Counter.builder("linewatch.inspection.centre.pictures")
            .description("full pictures that the centre was given")
            .register(metrics);
    failures =
        Counter.builder("linewatch.inspection.centre.failures")
            .description("looks that did not get all through; the next goes on")
            .register(metrics);
  }

  /**
   * That of a configuration, or null where no centre is told.
   *
   * @param folder of all that stations store
   */
  static @Nullable PictureSender of(
      InspectionConfig config,
      Path folder,
      GatewayKey key,
      @Nullable PartsForCentre parts,
      MeterRegistry metrics) {
    InspectionConfig.Centre centre = config.centre();
    return centre == null || parts == null
        ? null
        : new PictureSender(
            new PartedUpload(URI.create(centre.url()), key),
            folder.resolve("evidence"),
            parts,
            centre.picturesOrDefault(),
            metrics);
  }

  public void start() {
    var _ = timer.scheduleWithFixedDelay(this::guardedLook, 1, LOOK_SECONDS, TimeUnit.SECONDS);
  }

  private void guardedLook() {
    String now;
    try {
      now = look();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return;
    } catch (IOException | RuntimeException e) {
      // A timer forgets a task that throws; the next look may go well.
      now = "pictures and parts wait for the centre: " + e;
    }
    if (!now.isEmpty()) {
      failures.increment();
      if (!now.equals(problem)) {
        LOG.warn("{}", now);
      }
    }
    problem = now;
  }

  /**
   * One look. Timer thread.
   *
   * @return what the centre refuses; empty when nothing
   */
  String look() throws IOException, InterruptedException {
    try {
      List<String> reported = gone.stream().limit(PictureWishes.MOST).toList();
      byte[] answer =
          upload.ask(
              "/gateway/pictures/wanted",
              List.of("pictures", "wanted"),
              PictureRecords.REPORT.encode(new PictureReport(reported)));
      reported.forEach(gone::remove);
      PictureWishes wishes = PictureRecords.WISHES.decode(answer);
      String refused = "";
      for (String digest : wishes.pictures()) {
        refused = first(refused, send(digest));
      }
      for (Path part : parts.waiting(PARTS_A_LOOK)) {
        refused = first(refused, tell(part));
      }
      return refused;
    } catch (PartedUpload.Refused no) {
      return "pictures and parts wait for the centre: " + no.getMessage();
    } catch (MalformedRecord strange) {
      throw new IOException("this is no answer of a centre: " + strange.getMessage(), strange);
    }
  }

  private static String first(String before, String now) {
    return before.isEmpty() ? now : before;
  }

  /** A stored picture; what is refused of one is said, and the others are sent all the same. */
  private String send(String digest) throws IOException, InterruptedException {
    Path file = EvidenceFiles.find(evidence, digest);
    if (file == null) {
      gone.add(digest);
      return "";
    }
    try {
      String hex = Digest.hex(digest);
      upload.send("/gateway/pictures/" + hex, List.of("pictures", hex), Files.readAllBytes(file));
      sent.increment();
      return "";
    } catch (NoSuchFileException swept) {
      gone.add(digest);
      return "";
    } catch (PartedUpload.Refused no) {
      return "picture " + no.getMessage();
    }
  }

  private String tell(Path file) throws IOException, InterruptedException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException swept) {
      return "";
    }
    try {
      String hex = Digest.hex(Digest.of(bytes));
      upload.send("/gateway/parts/" + hex, List.of("parts", hex), bytes);
      PictureEvidence picture = PictureRecords.PART.decode(bytes).evidence();
      String full = picture == null ? null : picture.full();
      String refused = which == SendPictures.REJECTS && full != null ? send(full) : "";
      parts.told(file, bytes.length);
      return refused;
    } catch (PartedUpload.Refused no) {
      parts.refused(file, bytes.length);
      return "part " + no.getMessage();
    } catch (MalformedRecord damaged) {
      parts.refused(file, bytes.length);
      return "a part's file was damaged and is left out: " + damaged.getMessage();
    }
  }

  /** What does not get through; empty when all does. Any thread. */
  public String problem() {
    return problem;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
