package io.linewatch.domain.inspection;

import io.linewatch.domain.plant.AssetPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a station says of one part. Published at the line; of one part there may be two: one at the
 * deadline that says what the gate is to do, and the {@code late} one that says how the part was.
 *
 * @param station the camera station's id
 * @param part the part's id
 * @param reason why it was not inspected; there exactly for {@link Verdict#NOT_INSPECTED}
 * @param detail one sentence for people; may be empty
 * @param gate what the reject gate is to do; of a late verdict what it was told before
 * @param late whether the gate was told before this verdict was there
 * @param faults what is wrong with the camera's picture; not empty: the verdict is unreliable
 * @param score percent of the model's limit; null without a score
 * @param rejectAbove score above which a part is NG; null without a recipe
 * @param reviewAbove score above which a person has to look; null without a recipe
 * @param recipe what product the station was set up for; null for none
 * @param modelDigest digest of the package that scored; null for none
 * @param taken when the picture was taken, or when it arrived where it does not say
 * @param arrival when the gateway heard of the part first: its announcement or its picture
 * @param decided when the verdict was made
 * @param latency from arrival to decision
 * @param deadline how long after the arrival the gate has to know
 * @param challenge when it was a known part
 * @param evidence null without a picture
 */
public record PartVerdict(
    String gateway,
    AssetPath asset,
    String station,
    String part,
    Verdict verdict,
    @Nullable NotInspected reason,
    String detail,
    GateAction gate,
    boolean late,
    List<PictureFault> faults,
    @Nullable Double score,
    @Nullable Double rejectAbove,
    @Nullable Double reviewAbove,
    @Nullable String recipe,
    @Nullable String modelDigest,
    Instant taken,
    Instant arrival,
    Instant decided,
    Duration latency,
    Duration deadline,
    @Nullable Challenge challenge,
    @Nullable PictureEvidence evidence) {
  public static final int MAX_PART_LENGTH = 128;

  public PartVerdict {
    faults = List.copyOf(faults);
    if ((verdict == Verdict.NOT_INSPECTED) != (reason != null)) {
      throw new IllegalArgumentException(
          "a reason is given exactly for a part that was not inspected");
    }
    if (!isPart(part)) {
      throw new IllegalArgumentException(
          "a part's id must be 1 to " + MAX_PART_LENGTH + " printable characters");
    }
  }

  /** Whether a text can be a part's id. */
  public static boolean isPart(String text) {
    return !text.isBlank()
        && text.length() <= MAX_PART_LENGTH
        && text.codePoints().noneMatch(c -> Character.isISOControl(c) || !Character.isDefined(c));
  }

  /** The same with other evidence: with the thumbnail for the centre, without it for the line. */
  public PartVerdict with(PictureEvidence other) {
    return new PartVerdict(
        gateway,
        asset,
        station,
        part,
        verdict,
        reason,
        detail,
        gate,
        late,
        faults,
        score,
        rejectAbove,
        reviewAbove,
        recipe,
        modelDigest,
        taken,
        arrival,
        decided,
        latency,
        deadline,
        challenge,
        other);
  }

  /** Whether the camera's picture could be trusted. */
  public boolean reliable() {
    return faults.isEmpty();
  }
}
