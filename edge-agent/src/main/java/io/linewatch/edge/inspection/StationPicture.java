package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A picture as it came to a station.
 *
 * @param station id
 * @param part the part's id
 * @param bytes JPEG or PNG, or what was sent in its place; not copied, nobody writes to it
 * @param taken when it was taken; null when it does not say
 * @param arrival gateway's clock when it came
 * @param exposure of the camera; null when it does not say
 * @param product the recipe that the picture names; null when it names none
 * @param known what the part is known to be, when it is shown on purpose; null for all others
 * @param receipt whoever is done with the picture finishes it; only the first one counts
 */
record StationPicture(
    String station,
    String part,
    byte[] bytes,
    @Nullable Instant taken,
    Instant arrival,
    @Nullable Duration exposure,
    @Nullable String product,
    @Nullable Verdict known,
    Receipt receipt) {
  StationPicture {
    receipt = receipt instanceof Once ? receipt : new Once(receipt);
  }

  /** Finishes once, whoever else tries. */
  private static final class Once implements Receipt {
    private final Receipt receipt;
    private final AtomicBoolean finished = new AtomicBoolean();

    Once(Receipt receipt) {
      this.receipt = receipt;
    }

    @Override
    public void decided(boolean readable) {
      if (finished.compareAndSet(false, true)) {
        receipt.decided(readable);
      }
    }

    @Override
    public void skipped() {
      if (finished.compareAndSet(false, true)) {
        receipt.skipped();
      }
    }
  }

  /** What waits for the verdict. Each is quick and may be called on any thread. */
  interface Receipt {
    /**
     * The verdict is safe.
     *
     * @param readable false when the bytes were no picture that can be judged
     */
    void decided(boolean readable);

    /** A newer picture has taken its place; there is no verdict. */
    void skipped();
  }
}
