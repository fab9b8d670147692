package io.linewatch.bench.visual;

import io.linewatch.model.fit.visual.GoodPictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of pictures: {@code train/good}, {@code test/good}, {@code test/DEFECT}, {@code
 * ground_truth/DEFECT/NAME_mask.png}.
 */
record PictureSet(String name, Path folder, List<Test> tests) {
  private static final String GOOD = "good";

  /**
   * @param kind {@code good}, or the name of the defect
   * @param mask white where the defect is; null for good pictures and where there is none
   */
  record Test(Path picture, String kind, @Nullable Path mask) {
    boolean good() {
      return kind.equals(GOOD);
    }
  }

  static boolean isOne(Path folder) {
    return Files.isDirectory(folder.resolve("train").resolve(GOOD))
        && Files.isDirectory(folder.resolve("test").resolve(GOOD));
  }

  static PictureSet of(String name, Path folder) throws IOException {
    List<Test> tests = new ArrayList<>();
    try (Stream<Path> kinds = Files.list(folder.resolve("test"))) {
      for (Path kind : kinds.filter(Files::isDirectory).sorted().toList()) {
        for (Path picture : GoodPictures.files(kind)) {
          tests.add(new Test(picture, kind.getFileName().toString(), mask(folder, picture, kind)));
        }
      }
    }
    return new PictureSet(name, folder, tests);
  }

  Path good() {
    return folder.resolve("train").resolve(GOOD);
  }

  private static @Nullable Path mask(Path folder, Path picture, Path kind) {
    String name = picture.getFileName().toString();
    Path mask =
        folder
            .resolve("ground_truth")
            .resolve(kind.getFileName())
            .resolve(name.substring(0, name.lastIndexOf('.')) + "_mask.png");
    return Files.isRegularFile(mask) ? mask : null;
  }
}
