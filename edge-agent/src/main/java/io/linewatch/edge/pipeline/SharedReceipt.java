package io.linewatch.edge.pipeline;

import io.linewatch.edge.intake.InboundMessage.Receipt;
import java.util.concurrent.atomic.AtomicInteger;

/** One message that speaks for several assets is finished when the last of them is. */
final class SharedReceipt implements Receipt {
  private final Receipt receipt;
  private final AtomicInteger open;

  SharedReceipt(Receipt receipt, int parts) {
    this.receipt = receipt;
    this.open = new AtomicInteger(parts);
  }

  @Override
  public void finish() {
    if (open.decrementAndGet() == 0) {
      receipt.finish();
    }
  }
}
