package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feedback.StoredLabel.About;
import io.linewatch.central.picture.GatewayPictures;
import io.linewatch.central.picture.PictureInbox;
import io.linewatch.central.picture.PictureStore;
import io.linewatch.central.picture.StoredPicture;
import io.linewatch.domain.inspection.PictureWishes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** Full pictures for people: asked for, how far they are, and the pictures themselves. */
public final class PictureRoutes implements RouteGroup {
  private final ShownPictures shown;
  private final PictureStore pictures;
  private final PictureInbox inbox;
  private final GatewayPictures gateways;
  private final InstantSource clock;

  public PictureRoutes(
      ShownPictures shown,
      PictureStore pictures,
      PictureInbox inbox,
      GatewayPictures gateways,
      InstantSource clock) {
    this.shown = shown;
    this.pictures = pictures;
    this.inbox = inbox;
    this.gateways = gateways;
    this.clock = clock;
  }

  /**
   * @param alertId of an alert that rests on the picture, or null
   * @param partId of a part that it shows, or null
   */
  record AskRequest(String digest, @Nullable String alertId, @Nullable Long partId) {}

  /**
   * @param state of {@link StoredPicture.State}, or {@code NOT_ASKED}
   * @param heardAt when its gateway asked last what is wanted; null when not since the centre's
   *     start
   * @param away whether its gateway is silent for longer than it should
   */
  record PictureView(
      String digest,
      String state,
      @Nullable String askedBy,
      @Nullable Instant askedAt,
      @Nullable Instant arrivedAt,
      long bytes,
      String problem,
      @Nullable Instant heardAt,
      boolean away) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/pictures/state", access.allow(Role.VIEWER, this::state));
    routes.get("/api/pictures/file", access.allow(Role.VIEWER, this::file));
    routes.post("/api/pictures/ask", access.allow(Role.ENGINEER, this::ask));
  }

  private void state(Context ctx) {
    ConsoleJson.reply(ctx, view(digest(HistoryRoutes.required(ctx, "digest"))));
  }

  private PictureView view(String digest) {
    StoredPicture found = pictures.find(digest);
    if (found == null) {
      return new PictureView(digest, "NOT_ASKED", null, null, null, 0, "", null, false);
    }
    Instant heard = gateways.heard(found.gateway());
    boolean away =
        heard == null || heard.plus(GatewayPictures.AWAY_AFTER).isBefore(clock.instant());
    return new PictureView(
        digest,
        found.state().name(),
        found.askedBy(),
        found.askedAt(),
        found.arrivedAt(),
        found.bytes(),
        found.problem(),
        heard,
        away);
  }

  // Jackson leaves a missing field null, whatever the type says.
  @SuppressWarnings("ConstantValue")
  private void ask(Context ctx) {
    AskRequest request = ConsoleJson.read(ctx, AskRequest.class);
    if (request.digest() == null) {
      throw new ApiError(400, "bad-request", "digest is needed.");
    }
    String digest = digest(request.digest());
    String by = Access.user(ctx).name();
    About about = shown.of(digest, request.alertId(), request.partId());
    pictures.ask(about.gateway(), digest, by, about.asset() + " " + about.part());
    ConsoleJson.reply(ctx, view(digest));
  }

  private void file(Context ctx) throws IOException {
    String digest = digest(HistoryRoutes.required(ctx, "digest"));
    StoredPicture found = pictures.find(digest);
    Path file = inbox.file(digest);
    if (found == null || found.type() == null || file == null) {
      throw new ApiError(404, "no-such-picture", "The picture is not here.");
    }
    ctx.contentType(found.type()).result(Files.newInputStream(file));
  }

  static String digest(String text) {
    if (!PictureWishes.isDigest(text)) {
      throw new ApiError(400, "bad-request", "A picture is named by its digest, sha256:….");
    }
    return text;
  }
}
