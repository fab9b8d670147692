package io.linewatch.standalone.past;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PastLineTest {
  private static final Instant FROM = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-01-31T00:00:00Z");

  @Test
  void theDemosSheetIsRightAndItsPastHasAlertsThatAreAllClosed() throws IOException {
    PastLine past = new PastLine(desired(), Map.of(), 11);
    past.run(FROM, TO);

    Map<String, Alert> last = new HashMap<>();
    past.events().forEach(event -> last.put(event.alert().id(), event.alert()));
    assertThat(last).hasSizeBetween(8, 200);
    assertThat(last.values()).allMatch(Alert::isClosed);
    assertThat(past.events())
        .extracting(AlertEvent::transition)
        .contains(
            AlertEvent.Transition.RAISED,
            AlertEvent.Transition.ACKNOWLEDGED,
            AlertEvent.Transition.COMMENTED,
            AlertEvent.Transition.CLEARED);
    assertThat(past.events()).anyMatch(event -> event.text().startsWith("Ran to failure"));
  }

  private static DesiredState desired() throws IOException {
    try (InputStream resource = PastLineTest.class.getResourceAsStream("/demo/plant.yaml")) {
      assertThat(resource).isNotNull();
      String digest = "sha256:" + "0".repeat(64);
      String yaml =
          new String(resource.readAllBytes(), StandardCharsets.UTF_8)
              .replaceAll("DIGEST-[a-z-]+", digest);
      assertThat(PlantSheetYaml.check(yaml)).isEmpty();
      PlantSheet sheet = PlantSheetYaml.read(yaml).value();
      assertThat(sheet).isNotNull();
      return DesiredStateCompiler.compile(sheet, "gw-1", 1, FROM, "test");
    }
  }
}
