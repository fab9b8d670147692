package io.linewatch.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.finding.GatewayFinding.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DiskWatchTest {
  private final List<String> reports = new ArrayList<>();
  private long usable = DiskWatch.ENOUGH_BYTES;
  private boolean refused;
  private final DiskWatch watch =
      new DiskWatch(
          Path.of("state"),
          () -> usable,
          () -> refused,
          (kind, _, _, active, _) -> {
            if (kind == Kind.DISK_NEARLY_FULL) {
              reports.add(active ? "raised" : "over");
            }
          });

  @Test
  void nearlyFullIsRaisedOnceAndIsOverOnlyWithRoomToSpare() throws IOException {
    usable = DiskWatch.LOW_BYTES;
    watch.look();
    assertThat(watch.problem()).isEmpty();
    usable = DiskWatch.LOW_BYTES - 1;
    watch.look();
    assertThat(watch.problem()).contains("63 MiB").contains("free some");
    usable = DiskWatch.ENOUGH_BYTES - 1;
    watch.look();
    assertThat(watch.problem()).isNotEmpty();
    usable = DiskWatch.ENOUGH_BYTES;
    watch.look();

    assertThat(reports).containsExactly("over", "raised", "over");
    assertThat(watch.problem()).isEmpty();
  }

  @Test
  void aDiskThatRefusedAWriteIsFullWhateverItSaysOfItsSpace() throws IOException {
    refused = true;
    watch.look();
    assertThat(reports).containsExactly("raised");
    refused = false;
    watch.look();
    assertThat(reports).containsExactly("raised", "over");
  }

  @Test
  void theSpaceOfARealFolderCanBeRead(@TempDir Path folder) throws IOException {
    assertThat(DiskWatch.of(folder).usableBytes()).isPositive();
  }
}
