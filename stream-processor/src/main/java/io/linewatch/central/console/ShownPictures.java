package io.linewatch.central.console;

import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feedback.StoredLabel.About;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.picture.InspectedPart;
import io.linewatch.central.picture.InspectedParts;
import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.inspection.PictureEvidence;
import org.jspecify.annotations.Nullable;

/**
 * What a full picture is of that a person has before them: a part that was told of, or an alert
 * that rests on it. Nobody can ask for a picture, or speak of one, that was not shown.
 */
public final class ShownPictures {
  private final FeedLog feed;
  private final HistoryReader history;
  private final InspectedParts parts;

  public ShownPictures(FeedLog feed, HistoryReader history, InspectedParts parts) {
    this.feed = feed;
    this.history = history;
    this.parts = parts;
  }

  /**
   * @param digest of the full picture
   * @param alertId of an alert that rests on it, or null
   * @param partId of a part that it shows, or null
   * @throws ApiError when neither shows this picture
   */
  About of(String digest, @Nullable String alertId, @Nullable Long partId) {
    InspectedPart part = partId == null ? parts.ofPicture(digest) : parts.find(partId);
    if (part != null && digest.equals(part.picture())) {
      return new About(
          digest,
          part.gateway(),
          part.asset(),
          part.station(),
          part.part(),
          part.recipe(),
          part.modelDigest(),
          part.masked());
    }
    if (alertId == null) {
      throw new ApiError(404, "no-such-picture", "There is no such picture of this part.");
    }
    Alert alert =
        feed.latest(alertId)
            .or(() -> history.alert(alertId))
            .orElseThrow(() -> new ApiError(404, "no-such-alert", "There is no such alert."));
    PictureEvidence picture = alert.evidence().picture();
    if (picture == null || !digest.equals(picture.full())) {
      throw new ApiError(
          409, "picture-changed", "The alert has another picture meanwhile. Look again.");
    }
    return new About(
        digest,
        alert.gateway(),
        alert.asset(),
        picture.station(),
        picture.part(),
        null,
        alert.evidence().modelDigest(),
        !digest.equals(picture.picture()));
  }
}
