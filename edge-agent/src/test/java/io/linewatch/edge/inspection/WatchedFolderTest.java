package io.linewatch.edge.inspection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.edge.config.InspectionConfig.Retention;
import io.linewatch.edge.config.PictureFolder;
import io.linewatch.edge.config.StationConfig;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a camera writes; the test turns the clock and looks. */
class WatchedFolderTest {
  private static final Instant T0 = Shop.T0;

  @TempDir Path root;
  private Path folder = Path.of("");
  private final AtomicReference<Instant> now = new AtomicReference<>(T0);
  private final List<StationPicture> shown = new ArrayList<>();
  private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

  @BeforeEach
  void fill() {
    folder = root.resolve("ftp");
  }

  private WatchedFolder watch(Duration stable) throws IOException {
    StationConfig station =
        new StationConfig(
            "cap",
            Shop.CAPPER,
            null,
            null,
            new PictureFolder(
                "ftp", "{part}_{time}.png", stable, new Retention(1, Duration.ofDays(7))),
            null,
            Duration.ofSeconds(1),
            null,
            null,
            null,
            null,
            List.of(Shop.recipe("lid")),
            null,
            null,
            null,
            null,
            true,
            null,
            null);
    return new WatchedFolder(station, folder, shown::add, metrics, now::get);
  }

  private Path write(String name, String content) throws IOException {
    Path file = Files.writeString(folder.resolve(name), content);
    Files.setLastModifiedTime(file, FileTime.from(now.get()));
    return file;
  }

  private List<String> names(String sub) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(sub))) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .sorted()
          .toList();
    }
  }

  @Test
  void aFileCountsWhenItHasNotChangedForAWhile() throws Exception {
    try (WatchedFolder watched = watch(Duration.ofSeconds(1))) {
      write("P-1_20260301T080000Z.png", "half");
      watched.look();
      now.set(T0.plusMillis(900));
      write("P-1_20260301T080000Z.png", "half and whole");
      watched.look();
      now.set(T0.plusMillis(1_800));
      watched.look();
      assertThat(shown).isEmpty();
      now.set(T0.plusMillis(1_900));
      watched.look();

      assertThat(shown).hasSize(1);
      assertThat(shown.getFirst().part()).isEqualTo("P-1");
      assertThat(shown.getFirst().taken()).isEqualTo(T0);
      assertThat(new String(shown.getFirst().bytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isEqualTo("half and whole");
    }
  }

  @Test
  void aFileStaysUntilItsVerdictIsSafeAndThenMovesOnce() throws Exception {
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      write("P-1_1.png", "one");
      write("P-2_2.png", "two");
      watched.look();
      watched.look();
      assertThat(shown).hasSize(2);
      assertThat(names("")).hasSize(2);

      shown.get(0).receipt().decided(true);
      shown.get(1).receipt().decided(false);
      watched.look();

      assertThat(names("")).isEmpty();
      assertThat(names("done")).containsExactly("P-1_1.png");
      assertThat(names("failed")).containsExactly("P-2_2.png");
      assertThat(shown).hasSize(2);
    }
  }

  @Test
  void aRestartBeginsWithWhatHasNoVerdict() throws Exception {
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      write("P-1_1.png", "one");
      watched.look();
    }
    try (WatchedFolder again = watch(Duration.ZERO)) {
      again.look();
      assertThat(shown).extracting(StationPicture::part).containsExactly("P-1", "P-1");
    }
  }

  @Test
  void linksFoldersAndForeignNamesAreLeftAloneOrRefused() throws Exception {
    Path secret = Files.writeString(root.resolve("secret_1.png"), "secret");
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      Files.createSymbolicLink(folder.resolve("P-1_1.png"), secret);
      Files.createDirectory(folder.resolve("P-2_2.png"));
      write("readme.txt", "hello");
      watched.look();
      // As ffmpeg does: it may still be renamed.
      assertThat(names("failed")).isEmpty();
      now.set(T0.plus(WatchedFolder.FOREIGN_AFTER));
      watched.look();

      assertThat(shown).isEmpty();
      assertThat(names("failed")).containsExactly("readme.txt");
      assertThat(metrics.get("linewatch.inspection.files.refused").counter().count()).isEqualTo(1);
      assertThat(secret).hasContent("secret");
    }
  }

  @Test
  void aNameThatIsThereAlreadyIsNotOverwritten() throws Exception {
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      for (String content : List.of("first", "second")) {
        write("P-1_1.png", content);
        watched.look();
        shown.getLast().receipt().decided(true);
        watched.look();
      }
      assertThat(names("done")).containsExactly("1-P-1_1.png", "P-1_1.png");
      assertThat(folder.resolve("done").resolve("P-1_1.png")).hasContent("first");
    }
  }

  @Test
  void doneFilesAreKeptWithinTheirBytes() throws Exception {
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      String content = "x".repeat(300_000);
      for (int i = 0; i < 6; i++) {
        now.set(T0.plusSeconds(i));
        write("P-" + i + "_1.png", content);
        watched.look();
        shown.getLast().receipt().decided(true);
        watched.look();
      }
      // A megabyte holds three; the oldest went.
      assertThat(names("done")).containsExactly("P-3_1.png", "P-4_1.png", "P-5_1.png");
    }
  }

  @Test
  void aFolderThatIsAwayIsAProblemThatPasses() throws Exception {
    try (WatchedFolder watched = watch(Duration.ZERO)) {
      Path aside = root.resolve("aside");
      Files.move(folder, aside);
      watched.look();
      assertThat(watched.problem()).contains("Is the share mounted?");
      Files.move(aside, folder);
      watched.look();
      assertThat(watched.problem()).isEmpty();
    }
  }

  @Test
  void aPatternSaysWhatItCannotRead() {
    assertThatThrownBy(() -> new FileNamePattern("{time}.png")).hasMessageContaining("{part}");
    assertThatThrownBy(() -> new FileNamePattern("{part}{part}.png")).hasMessageContaining("once");
    FileNamePattern pattern = new FileNamePattern("cam*-{product}-{part}.jpg");
    assertThat(pattern.read("cam7-blue-P-1.jpg"))
        .isEqualTo(new FileNamePattern.Name("P-1", null, "blue"));
    assertThat(pattern.read("cam7-blue.jpg")).isNull();
    assertThat(pattern.read("x".repeat(300) + ".jpg")).isNull();
  }
}
