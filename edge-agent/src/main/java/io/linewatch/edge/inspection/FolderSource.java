package io.linewatch.edge.inspection;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.Intake;
import java.time.Duration;
import java.util.List;

/** A watched folder among the gateway's connections, so that one that is away is told alike. */
public final class FolderSource implements Intake {
  private final String station;
  private final WatchedFolder folder;

  public FolderSource(String station, WatchedFolder folder) {
    this.station = station;
    this.folder = folder;
  }

  @Override
  public String id() {
    return "folder-" + station;
  }

  @Override
  public boolean serves(SourceMapping source) {
    return false;
  }

  /** The folder gives its pictures to the stations; nothing comes by the handler. */
  @Override
  public void start(Handler handler) {
    folder.start();
  }

  @Override
  public void subscribe(List<String> topicFilters) {}

  @Override
  public boolean connected() {
    return folder.problem().isEmpty();
  }

  @Override
  public String problem() {
    return folder.problem();
  }

  @Override
  public void stopTaking() {
    folder.stopTaking();
  }

  @Override
  public void close(Duration patience) {
    folder.close();
  }
}
