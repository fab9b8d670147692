package io.linewatch.edge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.model.format.ModelSpec;
import io.linewatch.model.format.OciLayout;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RehearsalModelTest {
  @TempDir Path folder;

  @Test
  void thePackageInTheProgramIsTheOneItsRecipeSays() throws Exception {
    String digest = RehearsalModel.unpack(folder);

    assertThat(digest)
        .isEqualTo("sha256:97dfd3913df7a8a004faeef88faa79c1f47423ad25c7c155ceaa902765f06282");
    assertThat(OciLayout.open(folder).load(digest).spec().inputs())
        .extracting(ModelSpec.Input::channel)
        .containsExactlyInAnyOrder("pressure", "temperature", "vibration");
  }
}
