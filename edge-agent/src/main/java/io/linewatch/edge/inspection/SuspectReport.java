package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.outbox.StoredVerdict;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which parts a missed known part makes suspect, in words and as a file. Stations' workers. */
final class SuspectReport implements Station.Suspects {
  private static final Logger LOG = LoggerFactory.getLogger(SuspectReport.class);

  /** As many verdicts as the outbox keeps. */
  private static final int MOST = 100_000;

  private final VerdictHistory history;
  private final SuspectParts files;

  SuspectReport(VerdictHistory history, Path folder) {
    this.history = history;
    this.files = new SuspectParts(folder);
  }

  @Override
  public String write(String station, @Nullable Instant lastPass, Instant now)
      throws InterruptedException {
    try {
      List<StoredVerdict> newest = history.newest(station, MOST);
      List<PartVerdict> suspects = SuspectParts.since(newest, lastPass);
      boolean complete = lastPass != null && newest.size() > suspects.size();
      SuspectParts.Written written = files.write(station, now, suspects, complete);
      return written.parts()
          + " parts "
          + (lastPass == null ? "that are on record" : "since " + lastPass)
          + " are suspect; they are listed on the gateway in "
          + written.file()
          + (written.complete() ? "." : "; earlier ones are not on record.");
    } catch (IOException e) {
      LOG.error("station {}: the suspect parts could not be listed", station, e);
      return "The parts since "
          + (lastPass == null ? "the start" : lastPass)
          + " are suspect; they could not be listed: "
          + e.getMessage()
          + ".";
    }
  }
}
