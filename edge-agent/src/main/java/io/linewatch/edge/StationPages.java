package io.linewatch.edge;

import io.linewatch.edge.config.ApiKey;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.inspection.StationDesk;
import io.linewatch.edge.status.StationRoutes;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The stations' page and interface, as the configuration says. */
final class StationPages {
  private StationPages() {}

  /**
   * @param stations null for a gateway without
   */
  static StationRoutes of(
      EdgeConfigFile.Loaded loaded,
      @Nullable CameraStations stations,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    InspectionConfig config = loaded.config().inspection();
    String file = config == null ? null : config.apiKeyFile();
    return new StationRoutes(
        loaded.config().gateway(),
        stations == null ? StationDesk.NONE : stations.desk(),
        file == null ? null : ApiKey.read(loaded.resolve(file)),
        metrics,
        clock);
  }
}
