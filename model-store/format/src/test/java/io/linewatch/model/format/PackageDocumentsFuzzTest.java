package io.linewatch.model.format;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.fixture.fuzz.Fuzz;
import io.linewatch.fixture.fuzz.FuzzTarget;
import io.linewatch.fixture.fuzz.JsonMutator;
import io.linewatch.model.format.ModelSpec.Feature;
import io.linewatch.model.format.OciManifest.Descriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The documents of a package: a store may serve anything, and a gateway must not stumble. */
class PackageDocumentsFuzzTest {
  private static final String DIGEST = "sha256:" + "3f".repeat(32);

  @Test
  void everySpecIsOneThatComesBackOrIsRefused() {
    ModelSpec spec = Specs.of(10, List.of(Feature.MEAN, Feature.STD), List.of(0, 5));

    Fuzz.run(
        FuzzTarget.of(
            "model-spec",
            List.of(StrictJson.write(spec)),
            new JsonMutator(),
            input -> {
              String reason = comesBack(input, ModelSpec.class);
              if (reason == null) {
                ModelSpec read = StrictJson.read("the file", input, ModelSpec.class);
                assertThat(read.rowsBeforeFirstScore()).isBetween(1, ModelSpec.MAX_WINDOW_ROWS);
                assertThat(read.columns()).hasSizeBetween(1, ModelSpec.MAX_FEATURES);
              }
              return reason;
            }));
  }

  @Test
  void everyGoldenFileIsOneThatComesBackOrIsRefused() {
    GoldenSamples golden =
        new GoldenSamples(
            1,
            1e-4,
            List.of(
                new GoldenSamples.Sample(
                    new float[] {1, -2.5f, 3e-8f}, 99.5, 12.25, 1e-9, new double[] {0.25, 0.75})));

    Fuzz.run(
        FuzzTarget.of(
            "golden-samples",
            List.of(StrictJson.write(golden)),
            new JsonMutator(),
            input -> comesBack(input, GoldenSamples.class)));
  }

  private static <T> @Nullable String comesBack(byte[] input, Class<T> type) {
    T value;
    try {
      value = StrictJson.read("the file", input, type);
      byte[] again = StrictJson.write(value);
      assertThat(StrictJson.write(StrictJson.read("the file", again, type))).isEqualTo(again);
      return null;
    } catch (ModelRefused refused) {
      return String.valueOf(refused.getMessage());
    }
  }

  @Test
  void everyManifestNamesBlobsOrIsRefused() {
    Fuzz.run(
        FuzzTarget.of(
            "manifest",
            List.of(StrictJson.writeWithoutNulls(manifest())),
            new JsonMutator(),
            input -> {
              try {
                assertThat(OciReferences.of(input))
                    .allSatisfy(blob -> assertThat(Digest.isValid(blob.digest())).isTrue());
                return null;
              } catch (ModelRefused refused) {
                return String.valueOf(refused.getMessage());
              }
            }));
  }

  private static OciManifest manifest() {
    return new OciManifest(
        2,
        OciManifest.MANIFEST_TYPE,
        OciManifest.ARTIFACT_TYPE,
        new Descriptor(OciManifest.CONFIG_TYPE, DIGEST, 10, null),
        List.of(
            layer(OciManifest.ONNX, OciManifest.WEIGHT_TYPE),
            layer(OciManifest.SPEC, OciManifest.WEIGHT_CONFIG_TYPE),
            layer(OciManifest.GOLDEN, OciManifest.WEIGHT_CONFIG_TYPE),
            layer(OciManifest.REPORT, OciManifest.DOC_TYPE)));
  }

  private static Descriptor layer(String file, String type) {
    return new Descriptor(type, DIGEST, 100, Map.of(OciManifest.FILE_PATH, file));
  }

  @Test
  void everyIndexListsPackagesOrIsRefused(@TempDir Path root) throws Exception {
    OciLayout layout = OciLayout.open(root);
    String sample =
        """
        {"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[
        {"mediaType":"application/vnd.oci.image.manifest.v1+json","digest":"%s","size":7,
        "annotations":{"org.opencontainers.image.ref.name":"normal-running"}}]}
        """
            .formatted(DIGEST);

    Fuzz.run(
        FuzzTarget.of(
                "index",
                List.of(sample.getBytes(UTF_8)),
                new JsonMutator(),
                input -> list(layout, input))
            .rounds(1_500));
  }

  private static @Nullable String list(OciLayout layout, byte[] index) throws IOException {
    Files.write(layout.root().resolve("index.json"), index);
    try {
      List<OciLayout.IndexEntry> entries = layout.list();
      assertThat(entries).allSatisfy(entry -> assertThat(entry.name()).isNotNull());
      layout.newest("normal-running");
      return null;
    } catch (ModelRefused refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
