package io.linewatch.model.fit.visual;

import io.linewatch.domain.inspection.PictureLabel;
import io.linewatch.domain.inspection.PictureLabel.Kind;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.LabelArchive.Labelled;
import io.linewatch.model.fit.visual.LabelReport.LeftOut;
import io.linewatch.model.format.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Good pictures and labelled ones, sorted by what they are for. Of what contradicts itself nothing
 * is used, on either side: which word is wrong only people can say.
 *
 * @param good files of a folder of good pictures, without those that are labelled defective
 * @param fine labelled fine, each picture once
 * @param defects labelled defective, each picture once
 * @param leftOut what is not used, with the reason
 */
public record LabelledPictures(
    List<Path> good, List<Labelled> fine, List<Labelled> defects, List<LeftOut> leftOut) {
  public LabelledPictures {
    good = List.copyOf(good);
    fine = List.copyOf(fine);
    defects = List.copyOf(defects);
    leftOut = List.copyOf(leftOut);
  }

  /**
   * @param good files of good pictures
   * @param archives that the centre exported
   * @param into an empty folder, to unpack them in
   * @throws FitRefused when one is no such archive
   */
  public static LabelledPictures of(List<Path> good, List<Path> archives, Path into)
      throws IOException, FitRefused {
    List<LeftOut> leftOut = new ArrayList<>();
    Map<String, List<Labelled>> byDigest = new LinkedHashMap<>();
    for (int i = 0; i < archives.size(); i++) {
      Path folder = Files.createDirectories(into.resolve(Integer.toString(i)));
      LabelArchive archive = LabelArchive.unpacked(archives.get(i), folder);
      leftOut.addAll(archive.leftOut());
      archive
          .pictures()
          .forEach(one ->
              byDigest.computeIfAbsent(one.label().digest(), _ -> new ArrayList<>()).add(one));
    }
    Map<String, Path> unlabelled = new HashMap<>();
    for (Path file : good) {
      unlabelled.putIfAbsent(Digest.of(file), file);
    }
    List<Path> trusted = new ArrayList<>(good);
    List<Labelled> fine = new ArrayList<>();
    List<Labelled> defects = new ArrayList<>();
    for (List<Labelled> said : byDigest.values()) {
      PictureLabel first = said.getFirst().label();
      Path twin = unlabelled.get(first.digest());
      if (said.stream().anyMatch(one -> one.label().label() != first.label())) {
        said.forEach(one -> leftOut.add(LabelArchive.leftOut(one.label(), bothWays(said))));
        // Nor is the folder's copy beyond doubt.
        trusted.remove(twin);
      } else if (first.label() == Kind.DEFECT && twin != null) {
        leftOut.add(
            LabelArchive.leftOut(
                first,
                "the same picture is among the good ones as "
                    + twin.getFileName()
                    + ": both are left out until one is put right"));
        trusted.remove(twin);
      } else {
        (first.label() == Kind.FINE ? fine : defects).add(said.getFirst());
      }
    }
    return new LabelledPictures(trusted, fine, defects, leftOut);
  }

  private static String bothWays(List<Labelled> said) {
    return "the same picture is labelled fine by "
        + authors(said, Kind.FINE)
        + " and defective by "
        + authors(said, Kind.DEFECT)
        + ": agree, withdraw the wrong label, and export again";
  }

  private static String authors(List<Labelled> said, Kind kind) {
    return String.join(
        ", ",
        said.stream()
            .filter(one -> one.label().label() == kind)
            .map(one -> one.label().author())
            .distinct()
            .sorted()
            .toList());
  }
}
