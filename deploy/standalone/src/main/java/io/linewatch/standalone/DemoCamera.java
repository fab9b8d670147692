package io.linewatch.standalone;

import io.linewatch.standalone.line.LineCamera;
import io.linewatch.standalone.part.PartPictures;
import io.linewatch.standalone.server.CameraStation;
import io.linewatch.standalone.server.LocalSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The demo's camera station: its model is learned from rendered good parts, once. */
final class DemoCamera {
  /** Where its pictures come. */
  static final String TOPIC = "camera/outlet";

  private static final String MODEL = "plate";
  private static final int GOOD_PARTS = 60;

  /** Numbers of parts that the line never makes. */
  private static final long FIRST_PART = 1_000_000;

  /**
   * Sixty pictures promise no more than 5 % false rejects, and a demo makes a part every two
   * seconds: three times the limit leaves good parts alone.
   */
  private static final double REJECT_ABOVE = 300;

  private static final double REVIEW_ABOVE = 200;

  private DemoCamera() {}

  /**
   * Learns on the first start, and gives the gateway its station.
   *
   * @return the model's digest
   */
  static String prepare(LocalSystem system) throws Exception {
    Path kept = system.state().root().resolve("plate.digest");
    if (!Files.exists(kept)) {
      Path good =
          PartPictures.goodOnes(
              system.state().root().resolve("good-parts"), LineCamera.PART, GOOD_PARTS, FIRST_PART);
      Files.createDirectories(system.models().store());
      Files.writeString(kept, fit(system, good));
    }
    String digest = Files.readString(kept).strip();
    system.setCamera(
        new CameraStation(
            "outlet",
            "demo/hall-1/press-line/camera-401",
            TOPIC,
            MODEL,
            digest,
            REVIEW_ABOVE,
            REJECT_ABOVE,
            Duration.ofSeconds(1)));
    return digest;
  }

  private static String fit(LocalSystem system, Path good) throws Exception {
    return system
        .models()
        .fitVisual(
            good,
            MODEL,
            "--sides",
            "160",
            "--head",
            "POSITION",
            "--false-rejects",
            "0.05",
            "--align",
            "ON",
            "--part-label",
            "the stamped plate");
  }
}
