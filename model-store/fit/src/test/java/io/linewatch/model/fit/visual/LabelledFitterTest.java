package io.linewatch.model.fit.visual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.linewatch.domain.inspection.PictureLabel.Kind;
import io.linewatch.model.fit.FitRefused;
import io.linewatch.model.fit.visual.LabelReport.LeftOut;
import io.linewatch.model.fit.visual.RenderedParts.Defect;
import io.linewatch.model.onnx.Backbone;
import io.linewatch.model.visual.PictureRegion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People's labels in a fit; among them wrong ones. */
class LabelledFitterTest {
  private static final Backbone BACKBONE = Backbone.standard();

  @TempDir private Path folder;

  private LabelledPictures read(Path good, Path... zips) throws Exception {
    return LabelledPictures.of(
        good.equals(folder) ? List.of() : GoodPictures.files(good),
        List.of(zips),
        Files.createDirectories(folder.resolve("scratch")));
  }

  private VisualFitter.Fit fit(LabelledPictures pictures, HeadKind head, int side)
      throws Exception {
    VisualOptions options =
        new VisualOptions(
            "lid",
            0.05,
            List.of(side),
            PictureRegion.WHOLE,
            null,
            BACKBONE,
            VisualOptions.DEFAULT_NORMALISATION,
            head,
            1,
            "",
            VisualOptions.Align.OFF,
            null);
    return new LabelledFitter(_ -> {}).fit(folder, pictures, options);
  }

  private static LabelReport report(VisualFitter.Fit fit) {
    return Objects.requireNonNull(fit.report().labels());
  }

  @ParameterizedTest
  @EnumSource(
      value = HeadKind.class,
      names = {"POSITION", "ANYWHERE"})
  void defectsThatSomebodyLabelledFineAreFoundNamedAndNotLearnedFrom(HeadKind head)
      throws Exception {
    long seed = 5_000;
    System.out.println("LabelledFitterTest: pictures from seed " + seed + " on, head " + head);
    Path good = RenderedParts.goodOnes(folder.resolve("good"), 24, seed);
    LabelZip zip = new LabelZip();
    for (int i = 0; i < 16; i++) {
      zip.add(Kind.FINE, seed + 100 + i, Defect.NONE);
    }
    List<String> poisoned = new ArrayList<>();
    poisoned.add(zip.add(Kind.FINE, seed + 200, Defect.CRACK));
    poisoned.add(zip.add(Kind.FINE, seed + 201, Defect.UNDRILLED));
    poisoned.add(zip.add(Kind.FINE, seed + 202, Defect.STAIN));
    for (Defect defect : List.of(Defect.CRACK, Defect.UNDRILLED, Defect.STAIN)) {
      zip.add(Kind.DEFECT, seed + 300, defect);
      zip.add(Kind.DEFECT, seed + 301, defect);
    }

    VisualFitter.Fit fit = fit(read(good, zip.write(folder.resolve("labels.zip"))), head, 128);

    assertThat(report(fit).leftOut())
        .extracting(LeftOut::digest)
        .containsExactlyInAnyOrderElementsOf(poisoned);
    assertThat(report(fit).leftOut())
        .allMatch(one -> one.said().startsWith("fine, says ann of part P-"))
        .allMatch(one -> one.reason().contains("stands far above all others"));
    assertThat(fit.report().pictures()).isEqualTo(40);
    assertThat(report(fit).fine()).isEqualTo(16);
    assertThat(report(fit).defects()).isEqualTo(6);
    assertThat(report(fit).found()).isGreaterThanOrEqualTo(5);
    assertThat(report(fit).missed()).hasSize(6 - report(fit).found());
    assertThat(new String(fit.contents().report(), java.nio.charset.StandardCharsets.UTF_8))
        .contains(poisoned);
  }

  @Test
  void whereTooManyLabelsAreInDoubtNothingIsLearned() throws Exception {
    Path good = RenderedParts.goodOnes(folder.resolve("good"), 24, 7_000);
    LabelZip zip = new LabelZip();
    for (int i = 0; i < 4; i++) {
      zip.add(Kind.FINE, 7_100 + i, Defect.NONE);
      zip.add(Kind.FINE, 7_200 + i, i % 2 == 0 ? Defect.UNDRILLED : Defect.STAIN);
    }
    LabelledPictures pictures = read(good, zip.write(folder.resolve("labels.zip")));

    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> fit(pictures, HeadKind.POSITION, 128))
        .withMessageContaining("of 8 pictures labelled fine")
        .withMessageContaining("says ann of part P-72");
  }

  @Test
  void defectsSetNoLimitTheSameGoodPicturesGiveTheSameGraph() throws Exception {
    LabelZip fine = new LabelZip();
    LabelZip both = new LabelZip();
    for (int i = 0; i < 20; i++) {
      fine.add(Kind.FINE, 8_000 + i, Defect.NONE);
      both.add(Kind.FINE, 8_000 + i, Defect.NONE);
    }
    both.add(Kind.DEFECT, 8_100, Defect.UNDRILLED);

    VisualFitter.Fit without =
        fit(read(folder, fine.write(folder.resolve("fine.zip"))), HeadKind.POSITION, 64);
    VisualFitter.Fit with =
        fit(read(folder, both.write(folder.resolve("both.zip"))), HeadKind.POSITION, 64);

    assertThat(with.contents().onnx()).isEqualTo(without.contents().onnx());
    assertThat(with.contents().spec()).isEqualTo(without.contents().spec());
    assertThat(report(with).defects()).isEqualTo(1);
  }

  @Test
  void whatIsLabelledBothWaysIsUsedOnNeitherSideAndBothPersonsAreNamed() throws Exception {
    Path good = RenderedParts.goodOnes(folder.resolve("good"), 3, 9_000);
    LabelZip zip = new LabelZip();
    String both = zip.add(Kind.FINE, 9_100, Defect.NONE, "ann", "bob", false);
    zip.add(Kind.DEFECT, 9_100, Defect.NONE, "eve", "bob", false);
    String amongGood = zip.add(Kind.DEFECT, 9_001, Defect.NONE);
    String fine = zip.add(Kind.FINE, 9_101, Defect.NONE);

    LabelledPictures pictures = read(good, zip.write(folder.resolve("labels.zip")));

    assertThat(pictures.good()).hasSize(2);
    assertThat(pictures.fine()).extracting(one -> one.label().digest()).containsExactly(fine);
    assertThat(pictures.defects()).isEmpty();
    assertThat(pictures.leftOut())
        .extracting(LeftOut::digest)
        .containsExactlyInAnyOrder(both, both, amongGood);
    assertThat(pictures.leftOut())
        .anyMatch(one -> one.reason().contains("fine by ann and defective by eve"))
        .anyMatch(one -> one.reason().contains("part-001.png"));
  }

  @Test
  void whatNoSecondPersonApprovedIsMaskedOrDamagedIsLeftOut() throws Exception {
    LabelZip zip = new LabelZip();
    zip.add(Kind.FINE, 1, Defect.NONE, "ann", "ann", false);
    zip.add(Kind.FINE, 2, Defect.NONE, "ann", "", false);
    zip.add(Kind.FINE, 3, Defect.NONE, "ann", "bob", true);
    zip.add(Kind.FINE, 4, Defect.NONE);
    zip.damage();

    LabelledPictures pictures = read(folder, zip.write(folder.resolve("labels.zip")));

    assertThat(pictures.fine()).isEmpty();
    assertThat(pictures.leftOut())
        .extracting(LeftOut::reason)
        .satisfiesExactly(
            one -> assertThat(one).contains("no second person"),
            one -> assertThat(one).contains("no second person"),
            one -> assertThat(one).contains("made black"),
            one -> assertThat(one).contains("is not the picture"));
  }

  @Test
  void whatIsNoArchiveOfLabelsIsRefused() throws Exception {
    Path zip = folder.resolve("other.zip");
    try (var out = new java.util.zip.ZipOutputStream(Files.newOutputStream(zip))) {
      out.putNextEntry(new java.util.zip.ZipEntry("a.txt"));
      out.closeEntry();
    }
    assertThatExceptionOfType(FitRefused.class)
        .isThrownBy(() -> read(folder, zip))
        .withMessageContaining("labels.json");
  }
}
