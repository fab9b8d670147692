package io.linewatch.model.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtEnvironment;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class RuntimeTelemetryTest {
  @Test
  void theRuntimeWePinHasNoAddressToReportTo() throws Exception {
    try (InputStream in =
        Objects.requireNonNull(
            OrtEnvironment.class.getResourceAsStream(
                "/ai/onnxruntime/native/linux-x64/libonnxruntime.so"))) {
      String library = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
      assertThat(library.contains("OrtGetApiBase")).isTrue();
      assertThat(library.contains("events.data.microsoft.com")).isFalse();
    }
  }
}
