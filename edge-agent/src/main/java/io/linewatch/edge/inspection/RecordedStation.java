package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.recording.HeardPicture;
import io.linewatch.edge.recording.RecordingTap;
import io.linewatch.model.visual.PictureDecoder;
import io.linewatch.model.visual.PictureRefused;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tells the recorder of a station's pictures, while somebody records them. What masks take is done
 * on the recorder's thread, and what it cannot take it leaves out: the station waits for nothing.
 */
final class RecordedStation {
  private final ChannelId point;
  private final RecordingTap tap;
  private final HeardPicture.@Nullable Mask mask;

  RecordedStation(StationConfig station, RecordingTap tap, PictureDecoder decoder) {
    this.point = station.point();
    this.tap = tap;
    this.mask = station.masks().isEmpty() ? null : bytes -> masked(bytes, decoder, station);
  }

  private static byte @Nullable [] masked(
      byte[] bytes, PictureDecoder decoder, StationConfig station) {
    try {
      return new EvidencePictures(decoder.decode(bytes), station.masks()).full();
    } catch (PictureRefused refused) {
      return null;
    }
  }

  /** After its verdict. */
  void judged(StationPicture picture, PartVerdict verdict) {
    offer(picture, verdict.verdict(), verdict.score());
  }

  /** A newer one took its place; there is no verdict. */
  void skipped(StationPicture picture) {
    offer(picture, null, null);
  }

  private void offer(StationPicture picture, @Nullable Verdict verdict, @Nullable Double percent) {
    if (!tap.wantsPictures(point)) {
      return;
    }
    Instant taken = picture.taken();
    tap.picture(
        new HeardPicture(
            point,
            picture.part(),
            taken == null ? picture.arrival() : taken,
            picture.exposure(),
            verdict,
            percent,
            picture.known(),
            picture.bytes(),
            mask));
  }
}
