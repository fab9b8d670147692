package io.linewatch.edge.recording;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.signal.Waveform;
import io.linewatch.edge.signal.DecodedMessage;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Something that waits for the recorder. */
sealed interface Heard {
  /** About what it takes of the memory, in bytes. */
  long weight();

  AssetPath asset();

  Instant time();

  /** Readings, and the machine's state then. */
  record Message(DecodedMessage message, @Nullable String machineState) implements Heard {
    private static final int BASE = 160;
    private static final int EACH = 64;

    @Override
    public long weight() {
      return BASE + (long) EACH * message.readings().size();
    }

    @Override
    public AssetPath asset() {
      return message.asset();
    }

    @Override
    public Instant time() {
      return message.time();
    }
  }

  /** A picture. */
  record Shown(HeardPicture picture) implements Heard {
    private static final int BASE = 400;

    @Override
    public long weight() {
      return BASE + (long) picture.bytes().length;
    }

    @Override
    public AssetPath asset() {
      return picture.station().asset();
    }

    @Override
    public Instant time() {
      return picture.time();
    }
  }

  /** Samples. */
  record Block(Waveform waveform) implements Heard {
    private static final int BASE = 160;

    @Override
    public long weight() {
      return BASE + (long) Double.BYTES * waveform.samples().length;
    }

    @Override
    public AssetPath asset() {
      return waveform.channel().asset();
    }

    @Override
    public Instant time() {
      return waveform.start();
    }
  }
}
