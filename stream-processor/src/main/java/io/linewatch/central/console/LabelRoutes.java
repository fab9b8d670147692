package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feedback.LabelExport;
import io.linewatch.central.feedback.LabelRefused;
import io.linewatch.central.feedback.LabelStore;
import io.linewatch.central.feedback.StoredLabel;
import io.linewatch.central.feedback.StoredLabel.About;
import io.linewatch.central.feedback.StoredLabel.State;
import io.linewatch.central.picture.PictureStore;
import io.linewatch.domain.inspection.PictureLabel.Kind;
import io.linewatch.domain.inspection.PictureLabels;
import io.linewatch.domain.plant.AssetPath;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** People's words on pictures: said, approved by a second person, exported for the next fit. */
public final class LabelRoutes implements RouteGroup {
  private static final int MAX_REASON = 500;
  private static final int SHOWN = 500;

  private final ShownPictures shown;
  private final PictureStore pictures;
  private final LabelStore labels;
  private final LabelExport export;
  private final InstantSource clock;

  public LabelRoutes(
      ShownPictures shown,
      PictureStore pictures,
      LabelStore labels,
      LabelExport export,
      InstantSource clock) {
    this.shown = shown;
    this.pictures = pictures;
    this.labels = labels;
    this.export = export;
    this.clock = clock;
  }

  /**
   * @param alertId of an alert that rests on the picture, or null
   * @param partId of a part that it shows, or null
   */
  record LabelRequest(
      String digest, @Nullable String alertId, @Nullable Long partId, Kind label, String reason) {}

  record DecideRequest(long id, State to, String reason) {}

  record LabelList(List<StoredLabel> labels) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/labels", access.allow(Role.VIEWER, this::list));
    routes.post("/api/labels", access.allow(Role.OPERATOR, this::propose));
    routes.post("/api/labels/decide", access.allow(Role.OPERATOR, this::decide));
    routes.get("/api/labels/export", access.allow(Role.ENGINEER, this::export));
  }

  private void list(Context ctx) {
    String digest = ctx.queryParam("digest");
    String state = ctx.queryParam("state");
    ConsoleJson.reply(
        ctx,
        new LabelList(
            digest != null
                ? labels.standing(List.of(PictureRoutes.digest(digest)))
                : labels.list(state == null ? null : State.valueOf(state), SHOWN)));
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private void propose(Context ctx) {
    LabelRequest request = ConsoleJson.read(ctx, LabelRequest.class);
    if (request.digest() == null || request.label() == null) {
      throw new ApiError(400, "bad-request", "digest and label are needed.");
    }
    String digest = PictureRoutes.digest(request.digest());
    About about = shown.of(digest, request.alertId(), request.partId());
    String by = Access.user(ctx).name();
    StoredLabel label = labels.propose(about, request.label(), by, reason(request.reason()));
    // A label without its picture teaches nobody anything.
    pictures.ask(about.gateway(), digest, by, about.asset() + " " + about.part());
    ConsoleJson.reply(ctx, label);
  }

  // As above.
  @SuppressWarnings("ConstantValue")
  private static String reason(String given) {
    String reason = given == null ? "" : given.strip();
    if (reason.isEmpty() || reason.length() > MAX_REASON) {
      throw new ApiError(400, "reason-needed", "Please say why in a few words.");
    }
    return reason;
  }

  // As above.
  @SuppressWarnings("ConstantValue")
  private void decide(Context ctx) {
    DecideRequest request = ConsoleJson.read(ctx, DecideRequest.class);
    if (request.to() == null || request.to() == State.PROPOSED) {
      throw new ApiError(400, "bad-request", "to must be APPROVED, DECLINED or WITHDRAWN.");
    }
    boolean engineer = Access.user(ctx).role().covers(Role.ENGINEER);
    if (request.to() != State.WITHDRAWN && !engineer) {
      throw new ApiError(403, "role", "This needs the role engineer.");
    }
    String why = request.reason() == null ? "" : request.reason().strip();
    if (request.to() == State.DECLINED || why.length() > MAX_REASON) {
      why = reason(request.reason());
    }
    try {
      ConsoleJson.reply(
          ctx, labels.decide(request.id(), request.to(), Access.user(ctx).name(), why));
    } catch (LabelRefused refused) {
      throw error(refused);
    }
  }

  private static ApiError error(LabelRefused refused) {
    return switch (refused.reason()) {
      case NO_SUCH_LABEL -> new ApiError(404, "no-such-label", "There is no such label.");
      case DECIDED ->
          new ApiError(409, "label-decided", "It was decided meanwhile. Load the page again.");
      case OWN_LABEL ->
          new ApiError(
              409,
              "label-own",
              "A label is approved or declined by a second person, and withdrawn by its author.");
      case CONTRADICTS ->
          new ApiError(
              409,
              "label-contradicts",
              "An approved label of the same picture says the opposite. Agree, and withdraw one.");
    };
  }

  private void export(Context ctx) throws IOException {
    AssetPath asset = AssetPath.of(HistoryRoutes.required(ctx, "asset"));
    String station = HistoryRoutes.required(ctx, "station");
    List<StoredLabel> ready = export.ready(labels.approved(asset, station, PictureLabels.MOST));
    if (ready.isEmpty()) {
      throw new ApiError(
          409, "labels-none", "No label of this station is approved with its picture here.");
    }
    String by = Access.user(ctx).name();
    labels.exported(by, asset + " " + station, ready.size());
    ctx.contentType("application/zip")
        .header(
            "Content-Disposition", "attachment; filename=\"labels-" + fileName(station) + ".zip\"");
    export.write(ready, by, clock.instant(), ctx.outputStream());
  }

  private static String fileName(String station) {
    return station.replaceAll("[^A-Za-z0-9_-]", "_");
  }

  /** Labels that stand, by digest, for pages that show many pictures. */
  static Map<String, List<StoredLabel>> byDigest(List<StoredLabel> labels) {
    return labels.stream().collect(Collectors.groupingBy(label -> label.about().digest()));
  }
}
