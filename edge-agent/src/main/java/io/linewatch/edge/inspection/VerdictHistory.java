package io.linewatch.edge.inspection;

import io.linewatch.edge.outbox.StoredVerdict;
import java.io.IOException;
import java.util.List;

/** What stations have said so far: the outbox, or a test's own. */
public interface VerdictHistory {
  /** A station's last verdicts, the newest first. */
  List<StoredVerdict> newest(String station, int most) throws IOException, InterruptedException;
}
