package io.linewatch.edge.outbox;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.wire.Topics;
import org.jspecify.annotations.Nullable;

/**
 * A row about to be written; encoded on the submitting thread, so that the one writer only writes.
 *
 * @param replaces waiting rows with the same text give way to this one; null when nothing does
 * @param span what a gap record says if the row has to be dropped; null when it is never dropped
 * @param digest of all the others
 */
record NewRow(
    Lane lane,
    String topic,
    String key,
    byte[] value,
    @Nullable String replaces,
    @Nullable Span span,
    long digest) {
  /** What a row costs beyond its key and value: columns, indexes, page overhead. */
  private static final int OVERHEAD_BYTES = 96;

  private NewRow(
      Lane lane,
      String topic,
      String key,
      byte[] value,
      @Nullable String replaces,
      @Nullable Span span) {
    this(
        lane,
        topic,
        key,
        value,
        replaces,
        span,
        digest(lane.code, topic, key, value, bytes(key, value), replaces, span));
  }

  /** What the row counts against the size bound. */
  long bytes() {
    return bytes(key, value);
  }

  private static long bytes(String key, byte[] value) {
    return OVERHEAD_BYTES + 3L * key.length() + value.length;
  }

  static long digest(
      int lane,
      String topic,
      String key,
      byte[] value,
      long bytes,
      @Nullable String replaces,
      @Nullable Span span) {
    RowDigest digest =
        new RowDigest("outbox")
            .number(lane)
            .text(topic)
            .text(key)
            .bytes(value)
            .number(bytes)
            .text(replaces);
    if (span != null) {
      digest
          .text(span.stream())
          .text(span.asset().toString())
          .number(span.firstMicros())
          .number(span.lastMicros())
          .number(span.count());
    }
    return digest.value();
  }

  /**
   * The stretch of a series a row holds.
   *
   * @param count samples in it
   */
  record Span(String stream, AssetPath asset, long firstMicros, long lastMicros, long count) {}

  /**
   * An older snapshot of the same line that still waits says nothing the new one does not; of one
   * in parts the first and those that begin alike give way, and the others are told before.
   */
  static NewRow of(Statement statement) {
    String replaces =
        statement instanceof ConditionSnapshot snapshot
            ? "snapshot:" + snapshot.line() + (snapshot.from() == null ? "" : ":" + snapshot.from())
            : null;
    return new NewRow(
        Lane.STATEMENTS,
        Topics.FINDINGS.name(),
        statement.line(),
        Topics.FINDINGS.codec().encode(statement),
        replaces,
        null);
  }

  static NewRow of(SeriesBlock block) {
    AssetPath asset = assetOf(block.series());
    long[] times = block.timesMicros();
    long minute = block.minute().getEpochSecond() * 1_000_000;
    long first = times.length == 0 ? minute : times[0];
    long last = times.length == 0 ? minute : times[times.length - 1];
    return new NewRow(
        Lane.SERIES,
        Topics.SERIES.name(),
        asset.toString(),
        Topics.SERIES.codec().encode(block),
        null,
        new Span(block.series(), asset, first, last, times.length));
  }

  /** Only the newest status is of use. */
  static NewRow of(GatewayStatus status) {
    return new NewRow(
        Lane.STATUS,
        Topics.STATUS.name(),
        status.gateway(),
        Topics.STATUS.codec().encode(status),
        "status",
        null);
  }

  /** The asset a series belongs to: a series is named by its detector or its channel. */
  private static AssetPath assetOf(String series) {
    boolean detector = series.indexOf(':') >= 0;
    return detector ? DetectorId.of(series).asset() : ChannelId.of(series).asset();
  }
}
