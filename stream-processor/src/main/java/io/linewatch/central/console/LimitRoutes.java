package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feed.GatewayBoard;
import io.linewatch.central.plant.DesiredDocument;
import io.linewatch.central.plant.LimitChange;
import io.linewatch.central.plant.PlantChange;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.central.plant.PlantVersion;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.GatewayStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** Limits of one detector: read, and changed by a new version of the plant sheet. */
public final class LimitRoutes implements RouteGroup {
  private static final int MAX_DELAY_SECONDS = 86_400;
  private static final int MAX_REASON = 500;

  private final PlantStore plant;
  private final GatewayBoard gateways;

  public LimitRoutes(PlantStore plant, GatewayBoard gateways) {
    this.plant = plant;
    this.gateways = gateways;
  }

  record LimitRequest(
      String detector,
      List<Limit> limits,
      double onDelaySeconds,
      double offDelaySeconds,
      double deadBand,
      long seenPlantVersion,
      String reason) {}

  record LimitState(AlarmPolicy policy, String gateway, long revision, long appliedRevision) {}

  record Failure(String code, String message, List<String> problems) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/limits", access.allow(Role.VIEWER, this::limits));
    routes.put("/api/limits", access.allow(Role.ENGINEER, this::changeLimits));
  }

  private record Found(DesiredState state, AlarmPolicy policy) {}

  private Found find(DetectorId detector) {
    Collection<DesiredDocument> documents = plant.desired().values();
    for (DesiredDocument document : documents) {
      for (DetectorPolicy policy : document.state().policies()) {
        if (policy.detector().equals(detector)) {
          return new Found(document.state(), policy.policy());
        }
      }
    }
    throw new ApiError(
        404, "no-such-detector", "No limits are set for " + detector + " in the plant sheet.");
  }

  private void limits(Context ctx) {
    Found found = find(DetectorId.of(HistoryRoutes.required(ctx, "detector")));
    String gateway = found.state().gateway();
    ConsoleJson.reply(
        ctx,
        new LimitState(
            found.policy(),
            gateway,
            found.state().revision(),
            gateways.status(gateway).map(GatewayStatus::appliedRevision).orElse(0L)));
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private void changeLimits(Context ctx) {
    LimitRequest request = ConsoleJson.read(ctx, LimitRequest.class);
    if (request.detector() == null || request.limits() == null) {
      throw new ApiError(400, "bad-request", "detector and limits are needed.");
    }
    String reason = request.reason() == null ? "" : request.reason().strip();
    if (reason.isEmpty() || reason.length() > MAX_REASON) {
      throw new ApiError(400, "reason-needed", "Please say why in a few words.");
    }
    DetectorId detector = DetectorId.of(request.detector());
    AlarmPolicy policy =
        new LimitChange(
                request.limits(),
                seconds(request.onDelaySeconds()),
                seconds(request.offDelaySeconds()),
                request.deadBand())
            .to(find(detector).policy());
    PlantVersion now = plant.current();
    PlantChange change =
        plant.apply(
            now.sheet().withLimits(detector, policy),
            request.seenPlantVersion(),
            Access.user(ctx).name(),
            reason,
            "limits",
            detector.toString());
    reply(ctx, change);
  }

  private static Duration seconds(double seconds) {
    if (!(seconds >= 0 && seconds <= MAX_DELAY_SECONDS)) {
      throw new ApiError(400, "bad-request", "Delays are 0 to " + MAX_DELAY_SECONDS + " s.");
    }
    return Duration.ofMillis(Math.round(seconds * 1000));
  }

  private static void reply(Context ctx, PlantChange change) {
    switch (change) {
      case PlantChange.Applied applied -> ConsoleJson.reply(ctx, applied);
      case PlantChange.Conflict conflict ->
          throw new ApiError(
              409,
              "plant-changed",
              "The plant was changed meanwhile (version "
                  + conflict.currentVersion()
                  + ", you saw "
                  + conflict.seenVersion()
                  + "). Load the page again and repeat your change.");
      case PlantChange.Wrong wrong -> {
        ctx.status(422);
        ConsoleJson.reply(
            ctx,
            new Failure(
                "sheet-wrong",
                "These limits do not fit: " + String.join("; ", wrong.problems()),
                wrong.problems()));
      }
    }
  }
}
