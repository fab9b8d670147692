package io.linewatch.edge.recording;

import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.signal.DecodedMessage;
import org.jspecify.annotations.Nullable;

/** Hears what is decided on. Called on the way of decisions: returns at once, and never throws. */
public interface RecordingTap {
  /** Hears nothing. */
  RecordingTap NONE =
      new RecordingTap() {
        @Override
        public void message(DecodedMessage message, @Nullable String machineState) {}

        @Override
        public void waveform(Waveform waveform) {}

        @Override
        public boolean wantsPictures(ChannelId station) {
          return false;
        }

        @Override
        public void picture(HeardPicture picture) {}
      };

  /**
   * What one message told. The lane's thread.
   *
   * @param machineState the machine's state at the message's time; null when nobody told one
   */
  void message(DecodedMessage message, @Nullable String machineState);

  /** A block of samples as it came. The connection's thread. */
  void waveform(Waveform waveform);

  /** Whether pictures of a camera station are recorded now. Any thread. */
  boolean wantsPictures(ChannelId station);

  /** A picture, after its verdict. The station's worker, or the thread that skipped it. */
  void picture(HeardPicture picture);
}
