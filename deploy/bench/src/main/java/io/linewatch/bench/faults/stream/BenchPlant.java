package io.linewatch.bench.faults.stream;

import io.linewatch.domain.config.ConfigReader.Result;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** The plant the bench runs on: its sheet, and what the sheet asks of the gateway. */
public final class BenchPlant {
  public static final String GATEWAY = "gw-1";
  public static final String MODEL = "press-normal";

  /** Class of the assets that a model watches. */
  public static final String MODELLED_CLASS = "press";

  private static final String NO_MODEL = "sha256:" + "0".repeat(64);

  private BenchPlant() {}

  /**
   * @param digest of the model's package
   */
  public static String sheet(String digest) {
    try (InputStream in = BenchPlant.class.getResourceAsStream("/faults/plant.yaml")) {
      byte[] bytes = Objects.requireNonNull(in, "/faults/plant.yaml").readAllBytes();
      return new String(bytes, StandardCharsets.UTF_8).replace("DIGEST", digest);
    } catch (IOException e) {
      throw new IllegalStateException("the bench's plant sheet cannot be read", e);
    }
  }

  /** What the centre will ask of the gateway, but for digests, revision and time. */
  public static DesiredState desired() {
    Result<PlantSheet> read = PlantSheetYaml.read(sheet(NO_MODEL));
    PlantSheet sheet = read.value();
    if (sheet == null) {
      throw new IllegalStateException("the bench's plant sheet is wrong: " + read.problems());
    }
    return DesiredStateCompiler.compile(sheet, GATEWAY, 1, Instant.EPOCH, "bench");
  }

  /** Policies of the hard limits, in the order of their detectors. */
  public static Map<DetectorId, AlarmPolicy> limits(DesiredState desired) {
    Map<DetectorId, AlarmPolicy> policies = new TreeMap<>();
    desired.policies().stream()
        .filter(policy -> policy.detector().kind() == DetectorId.Kind.LIMIT)
        .forEach(policy -> policies.put(policy.detector(), policy.policy()));
    return policies;
  }

  /** Policies of the models' scores. */
  public static Map<DetectorId, AlarmPolicy> models(DesiredState desired) {
    Map<DetectorId, AlarmPolicy> policies = new TreeMap<>();
    desired.policies().stream()
        .filter(policy -> policy.detector().kind() == DetectorId.Kind.MODEL)
        .forEach(policy -> policies.put(policy.detector(), policy.policy()));
    return policies;
  }
}
