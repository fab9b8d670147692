package io.linewatch.central.picture;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Parts that were not good. Any thread. */
public final class InspectedParts {
  /** Beyond it the oldest go: some gigabytes of thumbnails. */
  static final int MOST = 100_000;

  private static final String COLUMNS =
      "id, gateway, asset, station, part, verdict, score, recipe, model_digest, taken, picture,"
          + " masked, thumbnail is not null as has_thumbnail";

  private final Jdbi jdbi;
  private final InstantSource clock;

  public InspectedParts(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A camera station. */
  public record Station(AssetPath asset, String station) {}

  /** Whether what has this digest was told before. */
  boolean has(String record) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery("select exists (select 1 from inspected_part where record = :record)")
            .bind("record", record)
            .mapTo(Boolean.class)
            .one());
  }

  /**
   * @param record SHA-256 of what was told; told again it changes nothing
   */
  void add(String record, PartVerdict verdict, PictureEvidence evidence) {
    String full = evidence.full();
    String thumbnail = evidence.thumbnail();
    jdbi.useHandle(handle ->
        handle
            .createUpdate(
                """
                insert into inspected_part (record, gateway, asset, station, part, verdict, score,
                  recipe, model_digest, taken, arrived_at, picture, masked, thumbnail)
                values (:record, :gateway, :asset, :station, :part, :verdict, :score,
                  :recipe, :model, :taken, :now, :picture, :masked, :thumbnail)
                on conflict (record) do nothing
                """)
            .bind("record", record)
            .bind("gateway", verdict.gateway())
            .bind("asset", verdict.asset().toString())
            .bind("station", verdict.station())
            .bind("part", verdict.part())
            .bind("verdict", verdict.verdict().name())
            .bind("score", verdict.score())
            .bind("recipe", verdict.recipe())
            .bind("model", verdict.modelDigest())
            .bind("taken", verdict.taken())
            .bind("now", clock.instant())
            .bind("picture", full)
            .bind("masked", full != null && !full.equals(evidence.picture()))
            .bind("thumbnail", thumbnail == null ? null : Base64.getDecoder().decode(thumbnail))
            .execute());
  }

  /**
   * The newest first.
   *
   * @param station null for all
   * @param from not before
   * @param to before
   * @param beforeId of those taken at {@code to}, only with lower ids
   */
  public List<InspectedPart> page(
      @Nullable Station station, Instant from, Instant to, long beforeId, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select "
                    + COLUMNS
                    + " from inspected_part where taken >= :from"
                    + " and (taken < :to or (taken = :to and id < :before))"
                    + (station == null ? "" : " and asset = :asset and station = :station")
                    + " order by taken desc, id desc limit :most")
            .bind("from", from)
            .bind("to", to)
            .bind("before", beforeId)
            .bind("asset", station == null ? "" : station.asset().toString())
            .bind("station", station == null ? "" : station.station())
            .bind("most", most)
            .map((row, _) -> part(row))
            .list());
  }

  /** Those that have told of a part. */
  public List<Station> stations() {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                "select distinct asset, station from inspected_part order by asset, station"
                    + " limit 1000")
            .map((row, _) -> new Station(AssetPath.of(row.getString(1)), row.getString(2)))
            .list());
  }

  public @Nullable InspectedPart find(long id) {
    return one("id = :key", id);
  }

  /** The newest with this full picture. */
  public @Nullable InspectedPart ofPicture(String digest) {
    return one("picture = :key order by id desc limit 1", digest);
  }

  private @Nullable InspectedPart one(String where, Object key) {
    return jdbi.withHandle(handle ->
            handle
                .createQuery("select " + COLUMNS + " from inspected_part where " + where)
                .bind("key", key)
                .map((row, _) -> part(row))
                .findOne())
        .orElse(null);
  }

  /** JPEG; null when there is none. */
  public byte @Nullable [] thumbnail(long id) {
    return jdbi.withHandle(handle ->
            handle
                .createQuery(
                    "select thumbnail from inspected_part where id = :id and thumbnail is not null")
                .bind("id", id)
                .mapTo(byte[].class)
                .findOne())
        .orElse(null);
  }

  /** Drops what came too long ago, and the oldest of too many. */
  void sweep(Instant oldest) {
    jdbi.useHandle(handle -> {
      handle
          .createUpdate("delete from inspected_part where arrived_at < :oldest")
          .bind("oldest", oldest)
          .execute();
      handle
          .createUpdate(
              "delete from inspected_part where (taken, id) <= (select taken, id from"
                  + " inspected_part order by taken desc, id desc offset :most limit 1)")
          .bind("most", MOST)
          .execute();
    });
  }

  private static InspectedPart part(ResultSet row) throws SQLException {
    double score = row.getDouble("score");
    boolean scored = !row.wasNull();
    return new InspectedPart(
        row.getLong("id"),
        row.getString("gateway"),
        AssetPath.of(row.getString("asset")),
        row.getString("station"),
        row.getString("part"),
        Verdict.valueOf(row.getString("verdict")),
        scored ? score : null,
        row.getString("recipe"),
        row.getString("model_digest"),
        row.getTimestamp("taken").toInstant(),
        row.getString("picture"),
        row.getBoolean("masked"),
        row.getBoolean("has_thumbnail"));
  }
}
