package io.linewatch.central.history;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.Finding;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads history. Any thread; every method is one transaction and throws {@link HistoryUnavailable}
 * when PostgreSQL is away.
 */
public final class HistoryReader {
  /** Most rows one call returns. */
  public static final int MAX_ROWS = 1000;

  public HistoryReader(DataSource database) {
    throw new UnsupportedOperationException(database.toString());
  }

  /**
   * Open alerts, most urgent first (at most {@value #MAX_ROWS}), with the offsets they stand at.
   */
  public FeedSnapshot openAlerts() {
    throw new UnsupportedOperationException();
  }

  /** Newest first. */
  public List<Alert> alerts(AlertFilter filter, @Nullable AlertCursor before, int limit) {
    throw new UnsupportedOperationException();
  }

  public Optional<Alert> alert(String id) {
    throw new UnsupportedOperationException();
  }

  /** Oldest first. */
  public List<AlertEvent> events(String alertId) {
    throw new UnsupportedOperationException();
  }

  /** Alerts of an asset whose condition held at some time between the two instants. */
  public List<Alert> alertsOverlapping(AssetPath asset, Instant from, Instant to) {
    throw new UnsupportedOperationException();
  }

  /** Series of an asset that have history, by name. */
  public List<SeriesInfo> series(AssetPath asset) {
    throw new UnsupportedOperationException();
  }

  /**
   * Values from inclusive to exclusive.
   *
   * @param maxPoints at least 2
   */
  public SeriesPoints points(String series, Instant from, Instant to, int maxPoints) {
    throw new UnsupportedOperationException();
  }

  /** Condition and gateway findings about an asset, newest first. */
  public List<Finding> findings(AssetPath asset, Instant from, Instant to, int limit) {
    throw new UnsupportedOperationException();
  }

  /** Gap records of an asset (or of a gateway, which is an asset of its home line) that overlap. */
  public List<GapFinding> gaps(AssetPath asset, Instant from, Instant to) {
    throw new UnsupportedOperationException();
  }

  /** The newest status of every gateway ever heard, by name. */
  public List<GatewayStatus> gatewayStatuses() {
    throw new UnsupportedOperationException();
  }

  public Counters counters(Instant now) {
    throw new UnsupportedOperationException();
  }
}
