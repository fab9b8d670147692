package io.linewatch.standalone.past;

import io.linewatch.central.history.HistoryDatabase;
import io.linewatch.central.history.HistoryLoader;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredStateCompiler;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import io.linewatch.model.format.OciLayout;
import io.linewatch.standalone.process.StartFailed;
import io.linewatch.standalone.server.ConfigFiles;
import io.linewatch.standalone.server.LocalSystem;
import io.linewatch.standalone.server.PostgresServer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;

/** Loads thirty days before the first start into PostgreSQL; once for each state folder. */
public final class History {
  private static final Duration LENGTH = Duration.ofDays(30);

  /** The live line begins at the first start; a seam of minutes keeps the two apart. */
  private static final Duration SEAM = Duration.ofMinutes(10);

  private static final long SEED = 0x0A57_0001L;

  private History() {}

  /**
   * @return rows loaded; 0 when they are there already
   */
  public static long loadOnce(LocalSystem system, Path sheetFile, Instant now) throws Exception {
    Path done = system.state().root().resolve("history.loaded");
    if (Files.exists(done)) {
      return 0;
    }
    var read = PlantSheetYaml.read(Files.readString(sheetFile));
    PlantSheet sheet = read.value();
    if (sheet == null) {
      throw new StartFailed("the demo's plant sheet cannot be read: " + read.problems());
    }
    Instant to = now.minus(SEAM).truncatedTo(ChronoUnit.HOURS);
    DesiredState desired =
        DesiredStateCompiler.compile(sheet, ConfigFiles.GATEWAY, 1, to.minus(LENGTH), "demo");
    PastLine past = past(system, desired, to);
    String password = Files.readString(system.state().root().resolve("db.password")).strip();
    try (HistoryDatabase database =
        HistoryDatabase.open(system.databaseUrl(), PostgresServer.USER, password)) {
      database.migrate();
      HistoryLoader loader = new HistoryLoader(database.dataSource());
      long rows = loader.loadAlerts(past.events().stream());
      rows += loader.loadSeries(past.blocks().stream());
      Files.writeString(done, rows + " rows, up to " + to + "\n");
      return rows;
    }
  }

  private static PastLine past(LocalSystem system, DesiredState desired, Instant to)
      throws Exception {
    OciLayout store = OciLayout.open(system.models().store());
    Map<DetectorId, PastScores> models = new HashMap<>();
    try {
      for (DesiredState.ModelAssignment model : desired.models()) {
        models.put(
            DetectorId.model(model.asset(), model.name()),
            new PastScores(store.load(model.digest())));
      }
      PastLine past = new PastLine(desired, models, SEED);
      past.run(to.minus(LENGTH), to);
      return past;
    } finally {
      for (PastScores scores : models.values()) {
        scores.close();
      }
    }
  }
}
