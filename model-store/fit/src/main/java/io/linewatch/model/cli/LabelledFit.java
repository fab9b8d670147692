package io.linewatch.model.cli;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.visual.GoodPictures;
import io.linewatch.model.fit.visual.LabelReport;
import io.linewatch.model.fit.visual.LabelledFitter;
import io.linewatch.model.fit.visual.LabelledPictures;
import io.linewatch.model.fit.visual.VisualFitter;
import io.linewatch.model.fit.visual.VisualOptions;
import io.linewatch.model.fit.visual.VisualReport;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A fit with labelled pictures: unpacked for its time, and what came of them in words. */
final class LabelledFit {
  private final FitProgress progress;

  LabelledFit(FitProgress progress) {
    this.progress = progress;
  }

  /**
   * @param good a folder of good pictures, or an archive of labelled ones
   * @param labels archives of labelled ones
   */
  VisualFitter.Fit of(Path good, List<Path> labels, VisualOptions options) throws Exception {
    List<Path> archives = new ArrayList<>(labels);
    List<Path> files = List.of();
    if (Files.isDirectory(good)) {
      files = GoodPictures.files(good);
    } else {
      archives.addFirst(good);
    }
    Path scratch = Files.createTempDirectory("linewatch-labels");
    try {
      LabelledPictures pictures = LabelledPictures.of(files, archives, scratch);
      return new LabelledFitter(progress).fit(good, pictures, options);
    } finally {
      delete(scratch);
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (Stream<Path> files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }

  /** What came of the labels; nothing where there were none. */
  static void tell(PrintWriter err, VisualReport report) {
    LabelReport labels = report.labels();
    if (labels == null) {
      return;
    }
    err.printf("Labels: learned from %d pictures labelled fine%n", labels.fine());
    if (labels.defects() > 0) {
      err.printf("Of %d labelled defects %d are found%n", labels.defects(), labels.found());
    }
    labels.missed().forEach(missed -> err.println("Missed: " + missed));
    labels
        .leftOut()
        .forEach(one ->
            err.println("Left out: " + one.digest() + " (" + one.said() + "): " + one.reason()));
    err.flush();
  }
}
