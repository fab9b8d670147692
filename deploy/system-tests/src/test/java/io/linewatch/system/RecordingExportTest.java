package io.linewatch.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.Javalin;
import io.linewatch.central.console.UploadRoutes;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.CardBuilder;
import io.linewatch.domain.recording.RecordedChannel;
import io.linewatch.domain.recording.RecordedWaveform;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.recording.SegmentCodec;
import io.linewatch.domain.recording.SegmentFrame;
import io.linewatch.domain.recording.SegmentStart;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.edge.recording.RecordingUpload;
import io.linewatch.edge.upload.PartedUpload;
import io.linewatch.model.format.Digest;
import io.linewatch.model.recording.SegmentFile;
import io.linewatch.model.recording.StoredRecording;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the gateway sends is what the centre takes: the two ends, over HTTP. */
class RecordingExportTest {
  private static final String GATEWAY = "网关-1";
  private static final byte[] SECRET = new byte[GatewayKey.BYTES];
  private static final Instant T0 = Instant.parse("2026-03-01T08:00:00Z");

  @TempDir private Path folder;

  /** Some megabytes that do not pack, so that it takes several parts. */
  private Path recorded() throws IOException {
    Path recording = Files.createDirectories(folder.resolve("gateway/run-in"));
    ChannelId channel = ChannelId.of("s/a/l/pump/de");
    Random random = new Random(7);
    List<SegmentFrame> frames = new ArrayList<>();
    frames.add(
        new SegmentFrame.Start(
            new SegmentStart(
                "run-in",
                GATEWAY,
                "1.0",
                1,
                T0,
                List.of(new RecordedChannel(channel, "vibration", "[g]")),
                List.of())));
    for (int i = 0; i < 5; i++) {
      double[] samples = random.doubles(100_000).toArray();
      frames.add(
          new SegmentFrame.Waveform(
              new RecordedWaveform(
                  channel.toString(), "[g]", "RUN", T0.plusSeconds(4L * i), 25_600, samples)));
    }
    frames.add(new SegmentFrame.End());
    CardBuilder builder = new CardBuilder("run-in", GATEWAY);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.writeBytes(SegmentCodec.opening());
    for (SegmentFrame frame : frames) {
      bytes.writeBytes(SegmentCodec.encode(frame));
      builder.add(frame);
    }
    Files.write(recording.resolve(SegmentFile.name(1)), bytes.toByteArray());
    builder.end(SegmentFile.name(1), bytes.size(), Digest.hex(Digest.of(bytes.toByteArray())));
    Files.write(
        recording.resolve(RecordingCard.FILE),
        RecordingCard.CODEC.encode(builder.card(true, StoredRecording.digest(builder))));
    return recording;
  }

  private Javalin centre(long room) throws IOException {
    RecordingInbox inbox =
        new RecordingInbox(folder.resolve("centre"), room, new SimpleMeterRegistry());
    UploadRoutes routes = new UploadRoutes(inbox, GatewayKeys.derivedFrom(SECRET));
    Javalin server =
        Javalin.create(config -> {
          config.startup.showJavalinBanner = false;
          config.jetty.host = "127.0.0.1";
          config.jetty.port = 0;
          config.http.maxRequestSize = 2_000_000;
          routes.register(config.routes);
        });
    return server.start();
  }

  private static RecordingUpload upload(Javalin centre, GatewayKey key) {
    URI address = URI.create("http://127.0.0.1:" + centre.port());
    return new RecordingUpload(address, key, _ -> {});
  }

  @Test
  void aRecordingArrivesAsItIsAndIsReadThere() throws Exception {
    Path recording = recorded();
    Javalin centre = centre(1L << 30);
    try {
      upload(centre, GatewayKey.derive(SECRET, GATEWAY, 1)).send(recording);
    } finally {
      centre.stop();
    }

    Path arrived = folder.resolve("centre").resolve(GATEWAY).resolve("run-in");
    List<SegmentFrame> frames = new ArrayList<>();
    try (StoredRecording sent = StoredRecording.open(recording);
        StoredRecording there = StoredRecording.open(arrived)) {
      assertThat(there.card()).isEqualTo(sent.card());
      there.read(frames::add);
    }
    assertThat(frames).hasSize(7);
    assertThat(arrived.toFile().list()).hasSize(2);
  }

  @Test
  void anotherGatewaysKeyAndAFullCentreAreRefusedWithTheReason() throws Exception {
    Path recording = recorded();
    Javalin centre = centre(1_000_000);
    try {
      assertThatThrownBy(
              () -> upload(centre, GatewayKey.derive(new byte[32], GATEWAY, 2)).send(recording))
          .isInstanceOf(PartedUpload.Refused.class)
          .hasMessageContaining("maxMegabytes");
      byte[] otherSecret = new byte[GatewayKey.BYTES];
      otherSecret[0] = 1;
      assertThatThrownBy(
              () -> upload(centre, GatewayKey.derive(otherSecret, GATEWAY, 1)).send(recording))
          .isInstanceOf(PartedUpload.Refused.class)
          .hasMessageContaining("key.file");
    } finally {
      centre.stop();
    }
  }
}
