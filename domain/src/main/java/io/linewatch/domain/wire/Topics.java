package io.linewatch.domain.wire;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.series.MalformedBlock;
import io.linewatch.domain.series.SeriesBlock;
import io.linewatch.domain.series.SeriesCodec;
import io.linewatch.domain.wire.Topic.Cleanup;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Every Kafka topic. Findings, commands and alerts are keyed by line and share one partition count
 * for life, so that all about one line meets in one task.
 */
public final class Topics {
  /** Largest value of any topic but {@link #DESIRED}: Kafka's own default for a record. */
  public static final int MAX_VALUE_BYTES = 1_000_000;

  /** Largest desired state as it travels; one of more than {@link #MAX_VALUE_BYTES} is packed. */
  public static final int MAX_DESIRED_BYTES = 8_000_000;

  /** Largest desired state before it is packed: some hundred thousand channels on one gateway. */
  static final int MAX_UNPACKED_DESIRED_BYTES = 96_000_000;

  /** Header of a dead letter: why it was refused, in one sentence. */
  public static final String DEAD_LETTER_REASON = "lw-reason";

  /** Header of a dead letter: the topic it stood on. */
  public static final String DEAD_LETTER_TOPIC = "lw-topic";

  /** Header of a dead letter: its partition there, decimal text. */
  public static final String DEAD_LETTER_PARTITION = "lw-partition";

  /** Header of a dead letter: its offset there, decimal text. */
  public static final String DEAD_LETTER_OFFSET = "lw-offset";

  private static final Duration WEEK = Duration.ofDays(7);
  private static final Duration MONTH = Duration.ofDays(30);

  /** What gateways state, snapshots included, so that one partition orders them. Signed. */
  public static final Topic<Statement> FINDINGS =
      new Topic<>(
          "linewatch.findings",
          "line path",
          JsonCodec.ofSealed(
              Map.of(
                  "condition", ConditionFinding.class,
                  "gap", GapFinding.class,
                  "gateway", GatewayFinding.class,
                  "snapshot", ConditionSnapshot.class),
              MAX_VALUE_BYTES),
          Cleanup.DELETE,
          MONTH);

  /** Decision inputs and channels, a minute a block. Signed. */
  public static final Topic<SeriesBlock> SERIES =
      new Topic<>("linewatch.series", "asset path", seriesCodec(), Cleanup.DELETE, WEEK);

  /** What gateways report of themselves. Signed. */
  public static final Topic<GatewayStatus> STATUS =
      new Topic<>(
          "linewatch.status",
          "gateway",
          JsonCodec.of("status", GatewayStatus.class, MAX_VALUE_BYTES),
          Cleanup.DELETE,
          WEEK);

  /** What each gateway should be doing; the newest document of each is kept for ever. */
  public static final Topic<DesiredState> DESIRED =
      new Topic<>(
          "linewatch.desired",
          "gateway",
          new LargeJsonCodec<>(
              JsonCodec.of("desired", DesiredState.class, MAX_UNPACKED_DESIRED_BYTES),
              new LargeJsonCodec.Bounds(
                  MAX_VALUE_BYTES, MAX_DESIRED_BYTES, MAX_UNPACKED_DESIRED_BYTES)),
          Cleanup.COMPACT,
          Duration.ofDays(1));

  /** What people ask of alerts. */
  public static final Topic<AlertCommand> COMMANDS =
      new Topic<>(
          "linewatch.commands",
          "line path",
          JsonCodec.of("command", AlertCommand.class, MAX_VALUE_BYTES),
          Cleanup.DELETE,
          MONTH);

  /** What became of commands. */
  public static final Topic<CommandReply> REPLIES =
      new Topic<>(
          "linewatch.replies",
          "command id",
          JsonCodec.of("reply", CommandReply.class, MAX_VALUE_BYTES),
          Cleanup.DELETE,
          Duration.ofDays(1));

  /** Every transition of every alert. */
  public static final Topic<AlertEvent> ALERTS =
      new Topic<>(
          "linewatch.alerts",
          "line path",
          JsonCodec.of("alert", AlertEvent.class, MAX_VALUE_BYTES),
          Cleanup.DELETE,
          MONTH);

  /** What could not be processed: the record's own key and bytes, with the reason in headers. */
  public static final Topic<byte[]> DEAD_LETTER =
      new Topic<>(
          "linewatch.dead-letter", "the record's own key", rawBytes(), Cleanup.DELETE, MONTH);

  private static final List<Topic<?>> ALL =
      List.of(FINDINGS, SERIES, STATUS, DESIRED, COMMANDS, REPLIES, ALERTS, DEAD_LETTER);

  private Topics() {}

  public static List<Topic<?>> all() {
    return ALL;
  }

  private static Codec<SeriesBlock> seriesCodec() {
    return new Codec<>() {
      @Override
      public byte[] encode(SeriesBlock block) {
        return SeriesCodec.encode(block);
      }

      @Override
      public SeriesBlock decode(byte[] bytes) {
        if (bytes.length > MAX_VALUE_BYTES) {
          throw new MalformedRecord(
              bytes.length + " bytes, but at most " + MAX_VALUE_BYTES + " are allowed");
        }
        try {
          return SeriesCodec.decode(bytes);
        } catch (MalformedBlock malformed) {
          throw new MalformedRecord(String.valueOf(malformed.getMessage()), malformed);
        }
      }
    };
  }

  private static Codec<byte[]> rawBytes() {
    return new Codec<>() {
      @Override
      public byte[] encode(byte[] value) {
        return value.clone();
      }

      @Override
      public byte[] decode(byte[] bytes) {
        return bytes.clone();
      }
    };
  }
}
