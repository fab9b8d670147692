package io.linewatch.domain.wire;

import io.linewatch.domain.alert.Alert;
import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.alert.AlertEvent;
import io.linewatch.domain.alert.CommandReply;
import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.Decision;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.decision.WeeklySchedule;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.desired.RecordingRequest;
import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.domain.finding.ConditionFinding;
import io.linewatch.domain.finding.ConditionSnapshot;
import io.linewatch.domain.finding.Evidence;
import io.linewatch.domain.finding.FindingId;
import io.linewatch.domain.finding.GapFinding;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.finding.RemainingLife;
import io.linewatch.domain.inspection.DefectRegion;
import io.linewatch.domain.inspection.PictureEvidence;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.signal.Quality;
import io.linewatch.domain.vibration.BearingFault;
import io.linewatch.domain.vibration.BearingOrders;
import io.linewatch.domain.vibration.Diagnosis;
import io.linewatch.domain.vibration.MachineData;
import io.linewatch.domain.vibration.ShaftSpeed;
import io.linewatch.domain.vibration.Support;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One full and one sparse example of everything that travels as JSON. */
final class WireSamples {
  static final Instant NOON = Instant.parse("2026-11-23T12:00:00.123456Z");
  static final AssetPath PUMP = AssetPath.of("demo/hall-1/line-1/pump-101");
  static final DetectorId VIBRATION = DetectorId.limit(new ChannelId(PUMP, "vibration_rms"));
  static final DetectorId MODEL = DetectorId.model(PUMP, "normal-running");
  static final String DIGEST =
      "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

  private WireSamples() {}

  /** A sample and the topic it travels on. */
  record Sample<T>(String name, Topic<T> topic, T value) {
    byte[] encoded() {
      return topic.codec().encode(value);
    }

    T roundTrip() {
      return topic.codec().decode(encoded());
    }
  }

  static List<Sample<?>> all() {
    return List.of(
        new Sample<>("condition", Topics.FINDINGS, condition()),
        new Sample<>("condition-sparse", Topics.FINDINGS, rateCondition()),
        new Sample<>("condition-picture", Topics.FINDINGS, picturedCondition()),
        new Sample<>("condition-diagnosis", Topics.FINDINGS, diagnosedCondition()),
        new Sample<>("condition-life", Topics.FINDINGS, lifeCondition()),
        new Sample<>("gap", Topics.FINDINGS, gap()),
        new Sample<>("gateway", Topics.FINDINGS, gateway()),
        new Sample<>("snapshot", Topics.FINDINGS, snapshot()),
        new Sample<>("snapshot-part", Topics.FINDINGS, snapshotPart()),
        new Sample<>("status", Topics.STATUS, status()),
        new Sample<>("status-recording", Topics.STATUS, recordingStatus()),
        new Sample<>("desired", Topics.DESIRED, desired()),
        new Sample<>("condition-tracked", Topics.FINDINGS, trackedCondition()),
        new Sample<>("desired-waveform", Topics.DESIRED, waveformDesired(null)),
        new Sample<>("desired-speed", Topics.DESIRED, waveformDesired("speed")),
        new Sample<>("desired-novelty", Topics.DESIRED, noveltyDesired()),
        new Sample<>("desired-recording", Topics.DESIRED, recordingDesired()),
        new Sample<>("desired-pictures", Topics.DESIRED, pictureDesired()),
        new Sample<>("desired-empty", Topics.DESIRED, emptyDesired()),
        new Sample<>("command", Topics.COMMANDS, command()),
        new Sample<>("reply", Topics.REPLIES, reply()),
        new Sample<>("reply-sparse", Topics.REPLIES, sparseReply()),
        new Sample<>("alert", Topics.ALERTS, alertEvent()));
  }

  static ConditionFinding condition() {
    return new ConditionFinding(
        new FindingId("gw-1", "e7f3", MODEL.toString(), 3, 0),
        MODEL,
        Decision.Kind.RAISED,
        Severity.HIGH,
        AlarmClass.ALARM,
        NOON,
        NOON.minusSeconds(30),
        131.5,
        "%",
        new Limit(Severity.HIGH, Comparison.ABOVE, 120),
        Quality.GOOD,
        true,
        "RUN",
        7,
        true,
        Duration.ofMinutes(30),
        "Bearing wear at the drive end",
        "The pump stops the line",
        "Check grease, plan a bearing change",
        new Evidence(
            DIGEST,
            List.of(
                new Evidence.Contribution("vibration_rms", 0.75),
                new Evidence.Contribution("bearing_temperature", 0.25))));
  }

  static ConditionFinding trackedCondition() {
    return diagnosedCondition(
        diagnosis()
            .restingOn(
                new ShaftSpeed(ShaftSpeed.Source.NOMINAL, 1_797, ShaftSpeed.Missing.STALE),
                DIGEST));
  }

  static ConditionFinding diagnosedCondition() {
    return diagnosedCondition(diagnosis());
  }

  private static Diagnosis diagnosis() {
    return Diagnosis.of(
        BearingFault.INNER_RACE,
        21.5,
        29.95,
        -0.25,
        List.of(
            new Diagnosis.Line(161.75, 24.5),
            new Diagnosis.Line(323.5, 20),
            new Diagnosis.Line(485.25, 18.25)),
        4,
        1_500,
        3_000);
  }

  private static ConditionFinding diagnosedCondition(Diagnosis diagnosis) {
    DetectorId lines = DetectorId.limit(new ChannelId(PUMP, "de.lines"));
    return new ConditionFinding(
        new FindingId("gw-1", "e7f3", lines.toString(), 1, 0),
        lines,
        Decision.Kind.RAISED,
        Severity.MEDIUM,
        AlarmClass.ADVISORY,
        NOON,
        NOON,
        21.5,
        "dB",
        new Limit(Severity.MEDIUM, Comparison.ABOVE, 9),
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        "",
        "",
        "",
        Evidence.of(diagnosis));
  }

  static ConditionFinding lifeCondition() {
    return new ConditionFinding(
        new FindingId("gw-1", "e7f3", MODEL.toString(), 4, 0),
        MODEL,
        Decision.Kind.RAISED,
        Severity.MEDIUM,
        AlarmClass.ADVISORY,
        NOON,
        NOON,
        125,
        "%",
        new Limit(Severity.MEDIUM, Comparison.ABOVE, 100),
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        "",
        "",
        "",
        new Evidence(
            DIGEST,
            List.of(new Evidence.Contribution("vibration_rms", 1)),
            RemainingLife.of(24, 12.5, 40, Duration.ofMinutes(90))));
  }

  static ConditionFinding picturedCondition() {
    DetectorId station = DetectorId.model(PUMP, "cap");
    return new ConditionFinding(
        new FindingId("gw-1", "e7f3", station.toString(), 1, 0),
        station,
        Decision.Kind.RAISED,
        Severity.MEDIUM,
        AlarmClass.ADVISORY,
        NOON,
        NOON,
        183.25,
        "%",
        new Limit(Severity.MEDIUM, Comparison.ABOVE, 100),
        Quality.GOOD,
        true,
        null,
        1,
        false,
        null,
        "",
        "",
        "",
        Evidence.of(
            DIGEST,
            new PictureEvidence(
                "cap",
                "P-4711",
                DIGEST,
                null,
                null,
                null,
                new DefectRegion(120, 64, 32, 16, 0.75, null, null, null),
                "/9j/2Q==")));
  }

  static ConditionFinding rateCondition() {
    return new ConditionFinding(
        new FindingId("gw-1", "e7f3", VIBRATION.toString(), 1, 2),
        VIBRATION,
        Decision.Kind.CLEARED,
        Severity.LOW,
        AlarmClass.ADVISORY,
        NOON,
        NOON,
        -0.5,
        "mm/s",
        null,
        Quality.UNCERTAIN,
        false,
        null,
        1,
        false,
        null,
        "",
        "",
        "",
        Evidence.NONE);
  }

  static GapFinding gap() {
    return new GapFinding(
        new FindingId("gw-1", "e7f3", "gap:outbox", 12, 0),
        AssetPath.of("demo/hall-1/line-1/gw-1"),
        "series",
        NOON.minusSeconds(600),
        NOON,
        -1,
        "The outbox was full; series were dropped",
        NOON);
  }

  static GatewayFinding gateway() {
    return new GatewayFinding(
        new FindingId("gw-1", "e7f3", "gateway:MODEL_REFUSED:normal-running", 2, 0),
        AssetPath.of("demo/hall-1/line-1/gw-1"),
        GatewayFinding.Kind.MODEL_REFUSED,
        true,
        Severity.MEDIUM,
        "normal-running",
        "模型摘要不符. The digest differs; fit and assign the model again.",
        NOON);
  }

  static ConditionSnapshot snapshot() {
    return new ConditionSnapshot(
        "gw-1",
        "e7f3",
        "demo/hall-1/line-1",
        NOON,
        Set.of(VIBRATION, MODEL),
        List.of(condition()),
        List.of(gateway()));
  }

  static ConditionSnapshot snapshotPart() {
    return new ConditionSnapshot(
        "gw-1",
        "e7f3",
        "demo/hall-1/line-1",
        NOON,
        Set.of(VIBRATION),
        List.of(),
        List.of(),
        "demo/hall-1/line-1/motor-7/limit:current",
        "demo/hall-1/line-1/pump-101/model:normal-running");
  }

  static GatewayStatus status() {
    return new GatewayStatus(
        "gw-1",
        "e7f3",
        NOON,
        "0.1.0",
        4,
        5,
        List.of("channel 'x' has no source"),
        List.of(
            new GatewayStatus.ModelStatus(PUMP, "normal-running", DIGEST, null, "still loading"),
            new GatewayStatus.ModelStatus(PUMP, "other", DIGEST, DIGEST, "")),
        Map.of("readings", 123_456_789_012L, "rejected.json", 3L, "outbox.rows", 0L));
  }

  static GatewayStatus recordingStatus() {
    return new GatewayStatus(
        "gw-1",
        "e7f3",
        NOON,
        "0.1.0",
        4,
        0,
        List.of(),
        List.of(),
        Map.of(),
        List.of(
            new GatewayStatus.RecordingStatus("run-in", "RECORDING", 12, 345_678, 0, ""),
            new GatewayStatus.RecordingStatus(
                "old", "REFUSED", 0, 0, 7, "less than 512 MiB is free")));
  }

  static DesiredState desired() {
    return new DesiredState(
        "gw-1",
        4,
        NOON,
        "mei",
        "demo/hall-1/line-1",
        List.of(
            new SourceMapping(
                "line",
                "factory/{line}/{asset}/{channel}",
                "demo",
                "hall-1",
                null,
                null,
                "/value",
                Map.of(),
                "/time",
                SourceMapping.TimeFormat.AUTO,
                "/quality",
                null),
            new SourceMapping(
                "press",
                "plc/press",
                "demo",
                "hall-1",
                "line-1",
                "press-301",
                null,
                Map.of("force", "/d/0/force", "stroke_time", "/d/0/stroke"),
                null,
                SourceMapping.TimeFormat.EPOCH_MILLIS,
                null,
                "/state")),
        List.of(new Asset(PUMP, "Feed pump P-101", "pump", Criticality.HIGH, "gw-1")),
        List.of(
            new Channel(
                new ChannelId(PUMP, "vibration_rms"),
                "vibration velocity RMS",
                "mm/s",
                0.0,
                50.0,
                Channel.Keep.FULL),
            new Channel(
                new ChannelId(PUMP, "flow"), "flow", "m3/h", null, null, Channel.Keep.NONE)),
        List.of(
            new DesiredState.DetectorPolicy(VIBRATION, policy()),
            new DesiredState.DetectorPolicy(MODEL, ratePolicy())),
        List.of(new DesiredState.ModelAssignment(PUMP, "normal-running", DIGEST, 4)));
  }

  static DesiredState noveltyDesired() {
    ChannelId flow = new ChannelId(PUMP, "flow");
    return new DesiredState(
        "gw-4",
        3,
        NOON,
        "mei",
        "demo/hall-1/line-1",
        List.of(),
        List.of(new Asset(PUMP, "Feed pump P-101", "pump", Criticality.HIGH, "gw-4")),
        List.of(
            new Channel(flow, "flow", "m3/h", null, null, Channel.Keep.FULL, Duration.ofDays(7))),
        List.of(new DesiredState.DetectorPolicy(DetectorId.novelty(flow), ratePolicy())),
        List.of());
  }

  static DesiredState waveformDesired(@Nullable String speedChannel) {
    return new DesiredState(
        "gw-3",
        2,
        NOON,
        "mei",
        "demo/hall-1/line-1",
        List.of(
            new SourceMapping(
                "waves",
                "waves/{asset}/{channel}",
                "demo",
                "hall-1",
                "line-1",
                null,
                null,
                Map.of(),
                null,
                SourceMapping.TimeFormat.AUTO,
                null,
                null,
                SourceMapping.WaveformForm.INT16)),
        List.of(
            new Asset(
                PUMP,
                "Feed pump P-101",
                "pump",
                Criticality.HIGH,
                "gw-3",
                new MachineData(
                    1_480.0,
                    75.0,
                    Support.RIGID,
                    new BearingOrders(0.39828, 3.5848, 5.4152, 2.35675),
                    40.0,
                    90.0,
                    Duration.ofSeconds(30),
                    speedChannel))),
        List.of(),
        List.of(),
        List.of());
  }

  static DesiredState recordingDesired() {
    return new DesiredState(
        "gw-1",
        7,
        Instant.parse("2026-11-23T12:00:00Z"),
        "engineer-1",
        "site/area/line",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new RecordingRequest(
                "run-in",
                List.of(
                    ChannelId.of("site/area/line/pump/temp"),
                    ChannelId.of("site/area/line/pump/de")),
                List.of("RUN"),
                Instant.parse("2026-11-23T12:00:00Z"),
                Instant.parse("2026-11-24T12:00:00Z")),
            new RecordingRequest(
                "always",
                List.of(ChannelId.of("site/area/line/pump/temp")),
                List.of(),
                Instant.parse("2026-11-23T12:00:00Z"),
                null)));
  }

  static DesiredState pictureDesired() {
    return new DesiredState(
        "gw-1",
        7,
        Instant.parse("2026-11-23T12:00:00Z"),
        "engineer-1",
        "site/area/line",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new RecordingRequest(
                "parts",
                List.of(),
                List.of("RUN"),
                Instant.parse("2026-11-23T12:00:00Z"),
                null,
                List.of(ChannelId.of("site/area/line/press/top")))));
  }

  static DesiredState emptyDesired() {
    return new DesiredState(
        "gw-2",
        1,
        Instant.EPOCH,
        "",
        "demo/hall-1/line-1",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static AlarmPolicy policy() {
    return new AlarmPolicy(
        4,
        AlarmClass.ALARM,
        List.of(
            new Limit(Severity.MEDIUM, Comparison.ABOVE, 2.8),
            new Limit(Severity.HIGH, Comparison.ABOVE, 4.5)),
        null,
        null,
        Duration.ofSeconds(15),
        Duration.ofMillis(1500),
        0.25,
        false,
        Duration.ofHours(1),
        Set.of("RUN", "IDLE", "START"),
        new WeeklySchedule(
            ZoneId.of("Asia/Shanghai"),
            Set.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayOfWeek.FRIDAY),
            LocalTime.of(6, 0),
            LocalTime.of(22, 30)),
        "Bearing wear",
        "The pump stops",
        "Check the grease");
  }

  static AlarmPolicy ratePolicy() {
    return new AlarmPolicy(
        1,
        AlarmClass.LOG,
        List.of(),
        0.125,
        Severity.LOW,
        Duration.ZERO,
        Duration.ZERO,
        0,
        false,
        null,
        Set.of(),
        null,
        "",
        "",
        "");
  }

  static AlertCommand command() {
    return new AlertCommand(
        "c-1",
        AlertCommand.Kind.SHELVE,
        "a-1",
        VIBRATION.toString(),
        PUMP,
        9,
        "mei",
        "until the spare part is here",
        Duration.ofHours(8),
        NOON);
  }

  static Alert alert() {
    return new Alert(
        "a-1",
        VIBRATION.toString(),
        PUMP,
        "gw-1",
        9,
        8,
        AlertEvent.Transition.CLEARED,
        rateCondition().id(),
        false,
        true,
        true,
        new Alert.Shelving("mei", "spare part", NOON, null, NOON.plusSeconds(3600)),
        false,
        false,
        AlarmClass.ALARM,
        Severity.MEDIUM,
        Severity.CRITICAL,
        2,
        NOON.minusSeconds(900),
        NOON,
        NOON.minusSeconds(60),
        "mei",
        NOON,
        Alert.ClearCause.RETURNED_TO_NORMAL,
        4.75,
        "mm/s",
        new Limit(Severity.MEDIUM, Comparison.ABOVE, 4.5),
        true,
        Duration.ofMinutes(30),
        "Bearing wear",
        "The pump stops",
        "Check the grease",
        Evidence.NONE,
        4,
        List.of(new Alert.Comment("mei", NOON, "ordered \"6205\"\n备件已订")));
  }

  static AlertEvent alertEvent() {
    return new AlertEvent(
        alert(), AlertEvent.Transition.CLEARED, NOON, null, condition().id().toString(), "");
  }

  static CommandReply reply() {
    return new CommandReply(
        "c-1",
        CommandReply.Outcome.STALE,
        CommandReply.Reason.CHANGED_SINCE_SEEN,
        "The alert cleared meanwhile",
        alert(),
        NOON);
  }

  static CommandReply sparseReply() {
    return new CommandReply(
        "c-2",
        CommandReply.Outcome.NO_SUCH_ALERT,
        CommandReply.Reason.NONE_OPEN,
        "It was closed; reload the feed",
        null,
        NOON);
  }
}
