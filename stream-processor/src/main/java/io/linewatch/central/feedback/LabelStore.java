package io.linewatch.central.feedback;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.feedback.LabelRefused.Reason;
import io.linewatch.central.feedback.StoredLabel.About;
import io.linewatch.central.feedback.StoredLabel.State;
import io.linewatch.domain.inspection.PictureLabel.Kind;
import io.linewatch.domain.plant.AssetPath;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Labels and what became of them; every change is in the audit list. Any thread. */
public final class LabelStore {
  /** PostgreSQL's advisory lock under which labels are decided, so that two never contradict. */
  private static final long DECIDE_LOCK = 0x4c57_4c41_4245_4cL;

  private static final String SELECT =
      """
      select l.*, exists (select 1 from picture_label o where o.digest = l.digest
                            and o.label <> l.label and o.state in ('PROPOSED', 'APPROVED'))
                  as contradicted
      from picture_label l
      """;

  private final Jdbi jdbi;
  private final InstantSource clock;

  public LabelStore(Jdbi jdbi, InstantSource clock) {
    this.jdbi = jdbi;
    this.clock = clock;
  }

  /** A person says what a picture shows; what the same person said of it before is withdrawn. */
  public StoredLabel propose(About about, Kind label, String author, String reason) {
    Instant now = clock.instant();
    return jdbi.inTransaction(handle -> {
      handle.execute("select pg_advisory_xact_lock(?)", DECIDE_LOCK);
      handle
          .createUpdate(
              "update picture_label set state = 'WITHDRAWN', decided_by = :author,"
                  + " decided_at = :now where digest = :digest and author = :author"
                  + " and state in ('PROPOSED', 'APPROVED')")
          .bind("author", author)
          .bind("now", now)
          .bind("digest", about.digest())
          .execute();
      long id = insert(handle, about, label, author, reason, now);
      audit(handle, now, author, "label-" + label.name().toLowerCase(Locale.ROOT), about, reason);
      return required(handle, id);
    });
  }

  private static long insert(
      Handle handle, About about, Kind label, String author, String reason, Instant now) {
    return handle
        .createUpdate(
            """
            insert into picture_label (digest, gateway, asset, station, part, recipe, model_digest,
              masked, label, reason, author, at, state)
            values (:digest, :gateway, :asset, :station, :part, :recipe, :model,
              :masked, :label, :reason, :author, :now, 'PROPOSED')
            """)
        .bind("digest", about.digest())
        .bind("gateway", about.gateway())
        .bind("asset", about.asset().toString())
        .bind("station", about.station())
        .bind("part", about.part())
        .bind("recipe", about.recipe())
        .bind("model", about.modelDigest())
        .bind("masked", about.masked())
        .bind("label", label.name())
        .bind("reason", reason)
        .bind("author", author)
        .bind("now", now)
        .executeAndReturnGeneratedKeys("id")
        .mapTo(Long.class)
        .one();
  }

  /**
   * A second person approves or declines, or the author withdraws.
   *
   * @param to not {@link State#PROPOSED}
   * @throws LabelRefused when it cannot be
   */
  public StoredLabel decide(long id, State to, String by, String reason) throws LabelRefused {
    Instant now = clock.instant();
    return jdbi.inTransaction(handle -> {
      handle.execute("select pg_advisory_xact_lock(?)", DECIDE_LOCK);
      StoredLabel label = find(handle, id);
      if (label == null) {
        throw new LabelRefused(Reason.NO_SUCH_LABEL);
      }
      requireRight(handle, label, to, by);
      handle
          .createUpdate(
              "update picture_label set state = :to, decided_by = :by, decided_at = :now"
                  + " where id = :id")
          .bind("to", to.name())
          .bind("by", by)
          .bind("now", now)
          .bind("id", id)
          .execute();
      String action = "label-" + to.name().toLowerCase(Locale.ROOT);
      audit(handle, now, by, action, label.about(), reason);
      return required(handle, id);
    });
  }

  private static void requireRight(Handle handle, StoredLabel label, State to, String by)
      throws LabelRefused {
    boolean standing = label.state() == State.APPROVED && to != State.APPROVED;
    if (label.state() != State.PROPOSED && !standing) {
      throw new LabelRefused(Reason.DECIDED);
    }
    boolean own = label.author().equals(by);
    if (own != (to == State.WITHDRAWN)) {
      throw new LabelRefused(Reason.OWN_LABEL);
    }
    if (to == State.APPROVED && oppositeIsApproved(handle, label)) {
      throw new LabelRefused(Reason.CONTRADICTS);
    }
  }

  private static boolean oppositeIsApproved(Handle handle, StoredLabel label) {
    return handle
        .createQuery(
            "select exists (select 1 from picture_label where digest = :digest"
                + " and label <> :label and state = 'APPROVED')")
        .bind("digest", label.about().digest())
        .bind("label", label.label().name())
        .mapTo(Boolean.class)
        .one();
  }

  private static void audit(
      Handle handle, Instant now, String by, String action, About about, String reason) {
    AuditLog.write(
        handle,
        now,
        by,
        action,
        about.asset() + " " + about.station() + " " + about.part(),
        about.digest(),
        reason);
  }

  /** An export is a change of what leaves the centre, and so is written down. */
  public void exported(String by, String subject, int labels) {
    jdbi.useHandle(handle ->
        AuditLog.write(
            handle, clock.instant(), by, "labels-export", subject, labels + " labels", ""));
  }

  /**
   * The newest first.
   *
   * @param state null for all
   */
  public List<StoredLabel> list(@Nullable State state, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + (state == null ? "" : " where l.state = :state")
                    + " order by l.at desc, l.id desc limit :most")
            .bind("state", state == null ? "" : state.name())
            .bind("most", most)
            .map((row, _) -> stored(row))
            .list());
  }

  /** Those that stand, of some pictures. */
  public List<StoredLabel> standing(List<String> digests) {
    return digests.isEmpty()
        ? List.of()
        : jdbi.withHandle(handle ->
            handle
                .createQuery(
                    SELECT
                        + " where l.digest in (<digests>)"
                        + " and l.state in ('PROPOSED', 'APPROVED') order by l.id")
                .bindList("digests", digests)
                .map((row, _) -> stored(row))
                .list());
  }

  /** Approved ones of a station, the oldest first. */
  public List<StoredLabel> approved(AssetPath asset, String station, int most) {
    return jdbi.withHandle(handle ->
        handle
            .createQuery(
                SELECT
                    + " where l.state = 'APPROVED' and l.asset = :asset and l.station = :station"
                    + " order by l.id limit :most")
            .bind("asset", asset.toString())
            .bind("station", station)
            .bind("most", most)
            .map((row, _) -> stored(row))
            .list());
  }

  private static StoredLabel required(Handle handle, long id) {
    StoredLabel label = find(handle, id);
    if (label == null) {
      throw new IllegalStateException("label " + id + " was written and is not there");
    }
    return label;
  }

  private static @Nullable StoredLabel find(Handle handle, long id) {
    return handle
        .createQuery(SELECT + " where l.id = :id")
        .bind("id", id)
        .map((row, _) -> stored(row))
        .findOne()
        .orElse(null);
  }

  private static StoredLabel stored(ResultSet row) throws SQLException {
    var decided = row.getTimestamp("decided_at");
    return new StoredLabel(
        row.getLong("id"),
        new About(
            row.getString("digest"),
            row.getString("gateway"),
            AssetPath.of(row.getString("asset")),
            row.getString("station"),
            row.getString("part"),
            row.getString("recipe"),
            row.getString("model_digest"),
            row.getBoolean("masked")),
        Kind.valueOf(row.getString("label")),
        row.getString("reason"),
        row.getString("author"),
        row.getTimestamp("at").toInstant(),
        State.valueOf(row.getString("state")),
        row.getString("decided_by"),
        decided == null ? null : decided.toInstant(),
        row.getBoolean("contradicted"));
  }
}
