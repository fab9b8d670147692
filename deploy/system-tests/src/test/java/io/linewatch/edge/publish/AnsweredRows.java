package io.linewatch.edge.publish;

import io.linewatch.edge.outbox.OutboxRow;
import io.linewatch.edge.outbox.Settlement;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The publisher's own book of a window, for a simulation that plays Kafka's answers. */
public final class AnsweredRows {
  private final SendWindow window;

  public AnsweredRows(List<OutboxRow> rows) {
    window = new SendWindow(rows);
  }

  /**
   * @param failure null when the broker has it
   */
  public void answer(int row, @Nullable Exception failure) {
    window.sent(row);
    window.answered(row, failure);
  }

  public Settlement settlement() {
    return window.settlement();
  }
}
