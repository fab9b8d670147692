package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feed.GatewayBoard;
import io.linewatch.central.plant.PlantChange;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.plant.PlantVersion;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.GatewayStatus.RecordingStatus;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.recording.RecordingCard;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.RecordingRow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recordings: what is asked for, how it stands at the gateways, what has arrived. To start or stop
 * one is a change of the plant sheet, with its version, author and reason.
 */
public final class RecordingRoutes implements RouteGroup {
  private static final int MAX_HOURS = 24 * 366;
  private static final int MAX_REASON = 500;

  private final PlantStore plant;
  private final GatewayBoard gateways;
  private final RecordingInbox inbox;
  private final InstantSource clock;

  public RecordingRoutes(
      PlantStore plant, GatewayBoard gateways, RecordingInbox inbox, InstantSource clock) {
    this.plant = plant;
    this.gateways = gateways;
    this.inbox = inbox;
    this.clock = clock;
  }

  record AtGateway(String gateway, RecordingStatus status) {}

  record Arrived(
      String gateway,
      String recording,
      boolean closed,
      int channels,
      long pictures,
      long gaps,
      long bytes,
      @Nullable Instant from,
      @Nullable Instant to,
      String digest) {}

  record RecordingList(
      long plantVersion,
      List<RecordingRow> wanted,
      List<AtGateway> atGateways,
      List<Arrived> arrived) {}

  /**
   * @param channels null where only pictures are recorded
   * @param stations camera stations, each as {@code site/area/line/asset/station}
   * @param hours how long, or null for until it is stopped
   */
  record StartRequest(
      String recording,
      @Nullable List<String> channels,
      @Nullable List<String> stations,
      @Nullable List<String> machineStates,
      @Nullable Double hours,
      long seenPlantVersion,
      String reason) {}

  record StopRequest(String recording, long seenPlantVersion, String reason) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/recordings", access.allow(Role.VIEWER, this::list));
    routes.post("/api/recordings/start", access.allow(Role.ENGINEER, this::start));
    routes.post("/api/recordings/stop", access.allow(Role.ENGINEER, this::stop));
  }

  private void list(Context ctx) throws IOException {
    PlantVersion now = plant.current();
    List<AtGateway> atGateways = new ArrayList<>();
    for (GatewayStatus status : gateways.all()) {
      List<RecordingStatus> recordings = status.recordings();
      if (recordings != null) {
        recordings.forEach(one -> atGateways.add(new AtGateway(status.gateway(), one)));
      }
    }
    List<Arrived> arrived = inbox.cards().stream().map(RecordingRoutes::arrived).toList();
    ConsoleJson.reply(
        ctx, new RecordingList(now.version(), now.sheet().recordings(), atGateways, arrived));
  }

  private static Arrived arrived(RecordingCard card) {
    return new Arrived(
        card.gateway(),
        card.recording(),
        card.closed(),
        card.channels().size(),
        card.pictures(),
        card.gaps().size() + card.moreGaps(),
        card.bytes(),
        card.from(),
        card.to(),
        card.digest());
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private void start(Context ctx) {
    StartRequest request = ConsoleJson.read(ctx, StartRequest.class);
    List<ChannelId> channels = points(request.channels());
    List<ChannelId> stations = points(request.stations());
    if (request.recording() == null || (channels.isEmpty() && stations.isEmpty())) {
      throw new ApiError(400, "bad-request", "recording, and channels or stations, are needed.");
    }
    Instant from = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    List<String> states = request.machineStates();
    RecordingRow row =
        new RecordingRow(
            request.recording(),
            channels.isEmpty() ? null : channels,
            states == null || states.isEmpty() ? null : states,
            from,
            until(from, request.hours()),
            stations.isEmpty() ? null : stations);
    PlantSheet sheet = plant.current().sheet();
    if (sheet.recordings().stream().anyMatch(one -> one.recording().equals(row.recording()))) {
      throw new ApiError(
          409, "recording-there", "There is a recording of this name; stop it, or choose another.");
    }
    apply(
        ctx,
        sheet.withRecording(row),
        request.seenPlantVersion(),
        request.reason(),
        "recording-start",
        row.recording());
  }

  private static List<ChannelId> points(@Nullable List<String> texts) {
    return texts == null ? List.of() : texts.stream().map(ChannelId::of).toList();
  }

  private static @Nullable Instant until(Instant from, @Nullable Double hours) {
    if (hours == null) {
      return null;
    }
    if (!(hours > 0 && hours <= MAX_HOURS)) {
      throw new ApiError(400, "bad-request", "hours must be above 0 and at most " + MAX_HOURS);
    }
    return from.plus(Duration.ofSeconds(Math.max(1, Math.round(hours * 3_600))));
  }

  // As above.
  @SuppressWarnings("ConstantValue")
  private void stop(Context ctx) {
    StopRequest request = ConsoleJson.read(ctx, StopRequest.class);
    String name = request.recording();
    PlantSheet sheet = plant.current().sheet();
    if (name == null
        || sheet.recordings().stream().noneMatch(one -> one.recording().equals(name))) {
      throw new ApiError(
          404, "no-such-recording", "Nothing of this name is recorded by the sheet.");
    }
    apply(
        ctx,
        sheet.withoutRecording(name),
        request.seenPlantVersion(),
        request.reason(),
        "recording-stop",
        name);
  }

  // As above.
  @SuppressWarnings("ConstantValue")
  private void apply(
      Context ctx,
      PlantSheet sheet,
      long seenVersion,
      String given,
      String action,
      String subject) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty() || reason.length() > MAX_REASON) {
      throw new ApiError(400, "reason-needed", "Please say why in a few words.");
    }
    PlantChange change =
        plant.apply(sheet, seenVersion, Access.user(ctx).name(), reason, action, subject);
    switch (change) {
      case PlantChange.Applied applied -> ConsoleJson.reply(ctx, applied);
      case PlantChange.Conflict _ ->
          throw new ApiError(
              409,
              "plant-changed",
              "The plant was changed meanwhile. Load the page again and repeat your change.");
      case PlantChange.Wrong wrong ->
          throw new ApiError(
              422, "recording-wrong", "This cannot be recorded: " + wrong.problems().getFirst());
    }
  }
}
