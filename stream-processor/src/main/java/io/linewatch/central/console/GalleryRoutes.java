package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feedback.LabelStore;
import io.linewatch.central.feedback.StoredLabel;
import io.linewatch.central.picture.InspectedPart;
import io.linewatch.central.picture.InspectedParts;
import io.linewatch.domain.plant.AssetPath;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Parts that were not good, page by page, with their thumbnails. */
public final class GalleryRoutes implements RouteGroup {
  private static final int PAGE = 60;

  private final InspectedParts parts;
  private final LabelStore labels;

  public GalleryRoutes(InspectedParts parts, LabelStore labels) {
    this.parts = parts;
    this.labels = labels;
  }

  record PartView(InspectedPart part, List<StoredLabel> labels) {}

  record Gallery(List<InspectedParts.Station> stations, List<PartView> parts, boolean more) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/parts", access.allow(Role.VIEWER, this::page));
    routes.get("/api/parts/thumbnail", access.allow(Role.VIEWER, this::thumbnail));
  }

  /** {@code day} is one of UTC; {@code from} and {@code to} are instants for a page's own day. */
  private void page(Context ctx) {
    String asset = ctx.queryParam("asset");
    String station = ctx.queryParam("station");
    Instant from = time(ctx, "from", Instant.EPOCH);
    Instant to = time(ctx, "to", Instant.parse("9999-01-01T00:00:00Z"));
    String day = ctx.queryParam("day");
    if (day != null && !day.isEmpty()) {
      from = LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant();
      to = from.plus(1, ChronoUnit.DAYS);
    }
    String before = ctx.queryParam("beforeTime");
    long beforeId = 0;
    if (before != null) {
      to = HistoryRoutes.parse(before);
      beforeId = Long.parseLong(HistoryRoutes.required(ctx, "beforeId"));
    }
    List<InspectedPart> found =
        parts.page(
            asset == null || station == null || asset.isEmpty()
                ? null
                : new InspectedParts.Station(AssetPath.of(asset), station),
            from,
            to,
            beforeId,
            PAGE);
    ConsoleJson.reply(ctx, new Gallery(parts.stations(), views(found), found.size() == PAGE));
  }

  private static Instant time(Context ctx, String name, Instant preset) {
    String value = ctx.queryParam(name);
    return value == null || value.isEmpty() ? preset : HistoryRoutes.parse(value);
  }

  private List<PartView> views(List<InspectedPart> found) {
    List<String> digests =
        found.stream().map(InspectedPart::picture).flatMap(Stream::ofNullable).distinct().toList();
    Map<String, List<StoredLabel>> standing = LabelRoutes.byDigest(labels.standing(digests));
    return found.stream()
        .map(part -> new PartView(part, labelsOf(part.picture(), standing)))
        .toList();
  }

  private static List<StoredLabel> labelsOf(
      @Nullable String digest, Map<String, List<StoredLabel>> standing) {
    return digest == null ? List.of() : Objects.requireNonNullElse(standing.get(digest), List.of());
  }

  private void thumbnail(Context ctx) {
    byte[] jpeg = parts.thumbnail(Long.parseLong(HistoryRoutes.required(ctx, "id")));
    if (jpeg == null) {
      throw new ApiError(404, "no-such-picture", "The picture is not here.");
    }
    ctx.contentType("image/jpeg").result(jpeg);
  }
}
