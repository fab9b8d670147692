package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.model.visual.Picture;
import io.linewatch.model.visual.PictureRegion;
import java.awt.image.BufferedImage;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What of a part's picture is kept, by the station's policy. A station's worker. */
final class StationEvidence {
  private final StationConfig station;
  private final EvidenceFiles files;
  private final @Nullable PartsForCentre parts;
  private long good;

  /**
   * @param parts where the centre is told of parts that are not good; null where it is not
   */
  StationEvidence(StationConfig station, EvidenceFiles files, @Nullable PartsForCentre parts) {
    this.station = station;
    this.files = files;
    this.parts = parts;
  }

  /**
   * Evidence, with the files that are not stored yet.
   *
   * @param files digest to bytes
   */
  record Made(PictureEvidence evidence, Map<String, byte[]> files) {}

  /** Makes it, and stores nothing: the verdict goes first. */
  Made make(StationPicture picture, String digest, Judgement judged) {
    Map<String, byte[]> made = new LinkedHashMap<>();
    Picture decoded = judged.decoded();
    Judgement.Scored scored = judged.scored();
    boolean rejected = judged.verdict() == Verdict.NG || judged.verdict() == Verdict.REVIEW;
    boolean full = decoded != null && keepsFull(judged);
    if (decoded == null || (!rejected && !full)) {
      return new Made(evidence(picture, digest, null, null, null, null, null), made);
    }
    EvidencePictures pictures = new EvidencePictures(decoded, station.masks());
    String fullDigest = null;
    if (full) {
      // What is not masked is kept as it came: it can be fitted on again.
      fullDigest = add(made, station.masks().isEmpty() ? picture.bytes() : pictures.full());
    }
    if (!rejected || scored == null) {
      return new Made(evidence(picture, digest, null, null, fullDigest, null, null), made);
    }
    PictureRegion inspected = scored.scorer().spec().region();
    DefectRegion region =
        DefectRegions.around(
            scored.score().map(), decoded.width(), decoded.height(), inspected, scale(judged));
    BufferedImage overlay = pictures.overlay(scored.score().map(), inspected, region);
    String overlayDigest = add(made, EvidencePictures.jpeg(overlay));
    String cropDigest = region == null ? null : add(made, pictures.crop(region));
    String thumbnail = Base64.getEncoder().encodeToString(EvidencePictures.thumbnail(overlay));
    return new Made(
        evidence(picture, digest, overlayDigest, cropDigest, fullDigest, region, thumbnail), made);
  }

  /** The scale of a package is that of the pictures it was learned from. */
  private static @Nullable Double scale(Judgement judged) {
    Judgement.Scored scored = judged.scored();
    Picture decoded = judged.decoded();
    Double own = judged.recipe() == null ? null : judged.recipe().millimetresPerPixel();
    if (own != null || scored == null || decoded == null) {
      return own;
    }
    Double learned = scored.scorer().spec().millimetresPerPixel();
    return learned == null
        ? null
        : learned * scored.scorer().spec().pictureWidth() / decoded.width();
  }

  private static String add(Map<String, byte[]> made, byte[] bytes) {
    String digest = EvidenceFiles.digest(bytes);
    made.put(digest, bytes);
    return digest;
  }

  private boolean keepsFull(Judgement judged) {
    boolean rejected = judged.verdict() == Verdict.NG || judged.verdict() == Verdict.REVIEW;
    return switch (station.keepPicturesOrDefault()) {
      case ALL -> true;
      case REJECTS -> rejected;
      case NEAR_LIMIT -> rejected || nearLimit(judged) || everySoOften(judged);
      case NONE -> false;
    };
  }

  private static boolean nearLimit(Judgement judged) {
    Judgement.Scored scored = judged.scored();
    return scored != null && scored.score().percent() > (scored.reviewAbove() * 9) / 10;
  }

  private boolean everySoOften(Judgement judged) {
    return judged.verdict() == Verdict.OK && good++ % station.keepOneInGoodOrDefault() == 0;
  }

  private PictureEvidence evidence(
      StationPicture picture,
      String digest,
      @Nullable String overlay,
      @Nullable String crop,
      @Nullable String full,
      @Nullable DefectRegion region,
      @Nullable String thumbnail) {
    return new PictureEvidence(
        station.id(), picture.part(), digest, overlay, crop, full, region, thumbnail);
  }

  /** Once the verdict is safe: the files, and what the centre is told of the part. */
  void store(Made made, PartVerdict verdict) {
    made.files().forEach(files::store);
    boolean rejected = verdict.verdict() == Verdict.NG || verdict.verdict() == Verdict.REVIEW;
    // A known part is no news of the line.
    if (parts != null && rejected && verdict.challenge() == null) {
      parts.keep(verdict.with(made.evidence()));
    }
  }
}
