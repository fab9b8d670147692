package io.linewatch.model.fit.visual;

import io.linewatch.model.fit.FitProgress;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.LabelArchive.Labelled;
import io.linewatch.model.fit.visual.LabelReport.LeftOut;
import io.linewatch.model.onnx.OnnxFailed;
import io.linewatch.model.onnx.PictureScorer;
import io.linewatch.model.visual.PictureRefused;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns from good pictures and those that people labelled fine, and is tried on those that they
 * labelled defective. No label sets a limit. A picture labelled fine that stands far above all
 * others, as a model says that has not seen it, is left out and named.
 */
public final class LabelledFitter {
  /** What stood in the others' shadow is seen when these are gone. */
  private static final int ROUNDS = 4;

  /** From so large a share on nobody can say which pictures are the good ones. */
  private static final double MOST_DOUBTFUL = 0.25;

  private final FitProgress progress;

  public LabelledFitter(FitProgress progress) {
    this.progress = progress;
  }

  /**
   * @param folder for messages
   * @throws FitRefused when nothing sound can be learned, or too many labels are in doubt
   */
  public VisualFitter.Fit fit(Path folder, LabelledPictures pictures, VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    Map<Path, Labelled> fine = new HashMap<>();
    pictures.fine().forEach(one -> fine.put(one.file(), one));
    List<LeftOut> doubtful = new ArrayList<>();
    List<Path> files = new ArrayList<>(pictures.good());
    files.addAll(pictures.fine().stream().map(Labelled::file).toList());
    VisualFitter.Fit fit = fitted(folder, files, options);
    for (int round = 0; round < ROUNDS; round++) {
      Map<Path, LeftOut> apart = apart(fit, fine);
      if (apart.isEmpty()) {
        break;
      }
      doubtful.addAll(apart.values());
      requireFew(doubtful, pictures.fine().size());
      files.removeAll(apart.keySet());
      progress.said(apart.size() + " pictures labelled fine stand apart; learning without them");
      fit = fitted(folder, files, options);
    }
    List<LeftOut> leftOut = new ArrayList<>(pictures.leftOut());
    leftOut.addAll(doubtful);
    Set<Path> learned = Set.copyOf(fit.files());
    int used = (int) fine.keySet().stream().filter(learned::contains).count();
    return tried(fit, pictures.defects(), used, leftOut);
  }

  private VisualFitter.Fit fitted(Path folder, List<Path> files, VisualOptions options)
      throws IOException, OnnxFailed, FitRefused {
    return new VisualFitter(progress).fit(GoodPictures.of(folder, files), options);
  }

  private static Map<Path, LeftOut> apart(VisualFitter.Fit fit, Map<Path, Labelled> fine) {
    List<Path> files = fit.files();
    Map<Path, LeftOut> apart = new LinkedHashMap<>();
    for (int place : StandsApart.of(fit.heldOut(), i -> fine.containsKey(files.get(i)))) {
      Labelled labelled = Objects.requireNonNull(fine.get(files.get(place)));
      apart.put(
          labelled.file(),
          LabelArchive.leftOut(
              labelled.label(),
              String.format(
                  Locale.ROOT,
                  "it stands far above all others, at %.0f %% of the limit as a model says that has"
                      + " not seen it: look at it again; if the part is good all the same, put the"
                      + " picture into the folder of good ones",
                  fit.model().score().of(fit.heldOut()[place]))));
    }
    return apart;
  }

  private static void requireFew(List<LeftOut> doubtful, int fine) throws FitRefused {
    if (doubtful.size() > Math.max(1, MOST_DOUBTFUL * fine)) {
      throw new FitRefused(
          doubtful.size()
              + " of "
              + fine
              + " pictures labelled fine look like none of the others, so it cannot be said what is"
              + " good. Look at them again: "
              + doubtful.stream()
                  .map(one -> one.digest() + " (" + one.said() + ")")
                  .collect(Collectors.joining(", ")));
    }
  }

  private static VisualFitter.Fit tried(
      VisualFitter.Fit fit, List<Labelled> defects, int fine, List<LeftOut> leftOut)
      throws IOException, OnnxFailed {
    List<String> missed = new ArrayList<>();
    int found = 0;
    try (PictureScorer scorer = new PictureScorer(fit.contents().onnx(), fit.contents().spec())) {
      for (Labelled defect : defects) {
        try {
          double percent = scorer.score(GoodPictures.read(defect.file())).percent();
          if (percent > fit.contents().spec().limits().reject()) {
            found++;
          } else {
            missed.add(
                String.format(
                    Locale.ROOT,
                    "%s (part %s): %.0f %% of the limit",
                    defect.label().digest(),
                    defect.label().part(),
                    percent));
          }
        } catch (PictureRefused refused) {
          leftOut.add(
              LabelArchive.leftOut(defect.label(), "it cannot be read: " + refused.getMessage()));
        }
      }
    }
    return fit.with(new LabelReport(fine, leftOut, found + missed.size(), found, missed));
  }
}
