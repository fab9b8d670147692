package io.linewatch.domain.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linewatch.domain.decision.AlarmClass;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.Comparison;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Limit;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.decision.WeeklySchedule;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.sheet.LimitRow;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetCheck;
import io.linewatch.domain.sheet.Sheets;
import io.linewatch.domain.sheet.SourceRow;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DesiredStateCompilerTest {
  private static final AssetPath PUMP = AssetPath.of("demo/hall-1/line-1/pump-101");
  private static final DetectorId VIBRATION =
      DetectorId.of("demo/hall-1/line-1/pump-101/limit:vibration_rms");
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @Test
  void theOrderOfRowsDoesNotChangeTheDocument() {
    PlantSheet sheet = Sheets.demoLine();
    long seed = System.nanoTime();
    System.out.println("seed " + seed);
    PlantSheet shuffled = shuffled(sheet, new Random(seed));

    assertThat(compile(shuffled, 3)).isEqualTo(compile(sheet, 3));
  }

  @Test
  void anAssetInheritsChannelsAndLimitsOfItsClass() {
    AlarmPolicy policy = policy(compile(Sheets.demoLine(), 1), VIBRATION);

    assertThat(policy.limits())
        .containsExactly(
            new Limit(Severity.MEDIUM, Comparison.ABOVE, 2.8),
            new Limit(Severity.HIGH, Comparison.ABOVE, 4.5));
    assertThat(policy.onDelay()).isEqualTo(Duration.ofSeconds(10));
    assertThat(policy.alarmClass()).isEqualTo(AlarmClass.ALARM);
  }

  @Test
  void aChannelThatAsksForNoveltyHasAnAdvisoryOnIt() {
    DetectorId novelty = DetectorId.of(PUMP + "/novelty:vibration_rms");
    PlantSheet sheet = Sheets.withNovelty("vibration_rms", Duration.ofDays(7));

    DesiredState desired = compile(sheet, 1);

    assertThat(PlantSheetCheck.problems(sheet)).isEmpty();
    assertThat(desired.channels())
        .filteredOn(channel -> channel.id().equals(new ChannelId(PUMP, "vibration_rms")))
        .allMatch(channel -> Duration.ofDays(7).equals(channel.novelty()));
    AlarmPolicy policy = policy(desired, novelty);
    assertThat(policy.limits()).containsExactly(new Limit(Severity.MEDIUM, Comparison.ABOVE, 100));
    assertThat(policy.alarmClass()).isEqualTo(AlarmClass.ADVISORY);
    assertThat(policy.offDelay()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void limitsOnNoveltyOfOnesOwnReplaceTheStandardOnes() {
    DetectorId novelty = DetectorId.of(PUMP + "/novelty:vibration_rms");
    AlarmPolicy edited = edited(7);

    PlantSheet sheet =
        Sheets.withNovelty("vibration_rms", Duration.ofDays(7)).withLimits(novelty, edited);

    assertThat(policy(compile(sheet, 7), novelty)).isEqualTo(edited);
  }

  @Test
  void whatALimitLeavesOutIsTheUsualTuningOfItsQuantity() {
    DetectorId pressure = DetectorId.of(PUMP + "/limit:discharge_pressure");

    AlarmPolicy policy = policy(compile(Sheets.demoLine(), 1), pressure);

    assertThat(policy.onDelay()).isEqualTo(Duration.ofSeconds(15));
    assertThat(policy.offDelay()).isEqualTo(Duration.ofSeconds(15));
    assertThat(policy.deadBand()).isEqualTo(16 * 0.02);
  }

  @Test
  void anEditedPolicyCompilesToExactlyThatPolicy() {
    AlarmPolicy edited = edited(7);

    PlantSheet sheet = Sheets.demoLine().withLimits(VIBRATION, edited);

    assertThat(PlantSheetCheck.problems(sheet)).isEmpty();
    assertThat(policy(compile(sheet, 7), VIBRATION)).isEqualTo(edited);
    assertThat(sheet.limits()).filteredOn(row -> PUMP.equals(row.asset())).hasSize(3);
  }

  @Test
  void anEditOfOneAssetLeavesTheOthersOfItsClassAlone() {
    PlantSheet edited = Sheets.demoLine().withLimits(VIBRATION, edited(2));

    assertThat(edited.withoutOwnLimits(VIBRATION)).isEqualTo(Sheets.demoLine());
    assertThat(compile(edited, 2).policies())
        .hasSameSizeAs(compile(Sheets.demoLine(), 2).policies());
  }

  @Test
  void whatDidNotChangeKeepsItsRevision() {
    PlantSheet sheet = Sheets.demoLine().withModel(PUMP, "normal", DIGEST);
    DesiredState first = compile(sheet, 1);

    DesiredState second =
        DesiredStateCompiler.compile(
            sheet.withLimits(VIBRATION, edited(2)), "gw-1", 2, Instant.EPOCH, "mei", first);

    assertThat(second.policies())
        .allSatisfy(changed ->
            assertThat(changed.policy().revision())
                .isEqualTo(changed.detector().equals(VIBRATION) ? 2 : 1));
    assertThat(second.models()).isEqualTo(first.models());
  }

  @Test
  void anotherDigestIsANewAssignment() {
    PlantSheet sheet = Sheets.demoLine().withModel(PUMP, "normal", DIGEST);
    PlantSheet other = sheet.withModel(PUMP, "normal", "sha256:" + "f".repeat(64));

    DesiredState second =
        DesiredStateCompiler.compile(other, "gw-1", 9, Instant.EPOCH, "mei", compile(sheet, 1));

    assertThat(second.models())
        .containsExactly(
            new DesiredState.ModelAssignment(PUMP, "normal", "sha256:" + "f".repeat(64), 9));
  }

  @Test
  void theSitesNameStandsInForAPatternWithoutSite() {
    SourceMapping source = compile(Sheets.demoLine(), 1).sources().getFirst();

    assertThat(source.site()).isEqualTo("demo");
    assertThat(source.area()).isEqualTo("hall-1");
    assertThat(source.timeFormat()).isEqualTo(SourceMapping.TimeFormat.AUTO);
  }

  @Test
  void timeFormatsOfTheSheetAreThoseOfTheDocument() {
    assertThat(Arrays.stream(SourceRow.TimeForm.values()).map(Enum::name))
        .containsExactlyElementsOf(
            Arrays.stream(SourceMapping.TimeFormat.values()).map(Enum::name).toList());
  }

  @Test
  void anUnknownGatewayIsRefused() {
    assertThatThrownBy(
            () -> DesiredStateCompiler.compile(Sheets.demoLine(), "gw-9", 1, Instant.EPOCH, ""))
        .hasMessageContaining("no gateway 'gw-9'");
  }

  private static AlarmPolicy edited(long revision) {
    return new AlarmPolicy(
        revision,
        AlarmClass.ALARM,
        List.of(
            new Limit(Severity.HIGH, Comparison.ABOVE, 5),
            new Limit(Severity.LOW, Comparison.BELOW, 0.1)),
        0.5,
        Severity.MEDIUM,
        Duration.ofSeconds(4),
        Duration.ofMillis(4_500),
        0.3,
        true,
        Duration.ofMinutes(20),
        Set.of("RUN", "IDLE"),
        new WeeklySchedule(
            ZoneId.of("Asia/Shanghai"),
            Set.of(DayOfWeek.MONDAY, DayOfWeek.WEDNESDAY),
            LocalTime.of(6, 0),
            LocalTime.of(22, 30)),
        "cause, with comma",
        "consequence",
        "action");
  }

  private static DesiredState compile(PlantSheet sheet, long revision) {
    return DesiredStateCompiler.compile(sheet, "gw-1", revision, Instant.EPOCH, "test");
  }

  private static AlarmPolicy policy(DesiredState state, DetectorId detector) {
    return state.policies().stream()
        .filter(policy -> policy.detector().equals(detector))
        .findFirst()
        .orElseThrow()
        .policy();
  }

  private static PlantSheet shuffled(PlantSheet sheet, Random random) {
    List<LimitRow> limits = shuffled(sheet.limits(), random);
    return new PlantSheet(
        sheet.site(),
        shuffled(sheet.gateways(), random),
        shuffled(sheet.classes(), random),
        shuffled(sheet.assets(), random),
        shuffled(sheet.channels(), random),
        limits,
        shuffled(sheet.models(), random),
        shuffled(sheet.sources(), random));
  }

  private static <T> List<T> shuffled(List<T> rows, Random random) {
    List<T> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
