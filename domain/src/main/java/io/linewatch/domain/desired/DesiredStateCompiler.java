package io.linewatch.domain.desired;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.ChannelId;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.sheet.AssetRow;
import io.linewatch.domain.sheet.ChannelRow;
import io.linewatch.domain.sheet.GatewayRow;
import io.linewatch.domain.sheet.Inheritance;
import io.linewatch.domain.sheet.LimitRow;
import io.linewatch.domain.sheet.ModelRow;
import io.linewatch.domain.sheet.NoveltyRows;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.Policies;
import io.linewatch.domain.sheet.RecordingRow;
import io.linewatch.domain.sheet.SourceRow;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One gateway's part of the plant sheet as the document it runs on. Deterministic: the same sheet
 * gives the same document but for revision and time, whatever the order of its rows.
 */
public final class DesiredStateCompiler {
  private final PlantSheet sheet;
  private final long revision;
  private final Map<DetectorId, AlarmPolicy> oldPolicies = new HashMap<>();
  private final List<ModelAssignment> oldModels;

  private DesiredStateCompiler(PlantSheet sheet, long revision, @Nullable DesiredState previous) {
    this.sheet = sheet;
    this.revision = revision;
    this.oldModels = previous == null ? List.of() : previous.models();
    if (previous != null) {
      previous.policies().forEach(old -> oldPolicies.put(old.detector(), old.policy()));
    }
  }

  /**
   * A gateway's first document; every policy and assignment begins with {@code revision}.
   *
   * @throws IllegalArgumentException when the sheet does not name the gateway, or is wrong: {@code
   *     PlantSheetCheck} says how
   */
  public static DesiredState compile(
      PlantSheet sheet, String gateway, long revision, Instant issuedAt, String issuedBy) {
    return compile(sheet, gateway, revision, issuedAt, issuedBy, null);
  }

  /**
   * A gateway's next document. Policies and assignments that are what they were in {@code previous}
   * keep their revision, so that history shows a new one only where something changed.
   *
   * @throws IllegalArgumentException as above
   */
  public static DesiredState compile(
      PlantSheet sheet,
      String gateway,
      long revision,
      Instant issuedAt,
      String issuedBy,
      @Nullable DesiredState previous) {
    GatewayRow row =
        sheet.gateways().stream()
            .filter(candidate -> candidate.id().equals(gateway))
            .findFirst()
            .orElseThrow(
                () -> new IllegalArgumentException("the sheet has no gateway '" + gateway + "'"));
    return new DesiredStateCompiler(sheet, revision, previous).document(row, issuedAt, issuedBy);
  }

  private DesiredState document(GatewayRow gateway, Instant issuedAt, String issuedBy) {
    List<AssetRow> assets =
        sheet.assets().stream()
            .filter(asset -> asset.gateway().equals(gateway.id()))
            .sorted(Comparator.comparing(AssetRow::asset))
            .toList();
    List<Channel> channels = new ArrayList<>();
    List<DetectorPolicy> policies = new ArrayList<>();
    List<ModelAssignment> models = new ArrayList<>();
    for (AssetRow asset : assets) {
      Map<String, ChannelRow> rows = Inheritance.channels(sheet, asset);
      rows.values().forEach(row -> channels.add(channel(asset, row)));
      Map<String, List<LimitRow>> limits = NoveltyRows.with(rows.values(), asset, sheet);
      limits.forEach((name, own) -> policies.add(policy(asset, name, own, rows.get(name))));
      sheet.models().stream()
          .filter(row -> row.asset().equals(asset.asset()))
          .forEach(row -> models.add(model(row)));
    }
    channels.sort(Comparator.comparing(Channel::id));
    policies.sort(Comparator.comparing(DetectorPolicy::detector));
    models.sort(Comparator.comparing(ModelAssignment::asset).thenComparing(ModelAssignment::name));
    return new DesiredState(
        gateway.id(),
        revision,
        issuedAt,
        issuedBy,
        gateway.home(),
        sources(gateway),
        assets.stream().map(DesiredStateCompiler::asset).toList(),
        channels,
        policies,
        models,
        recordings(assets, channels));
  }

  /** Of every recording what is this gateway's; none of those it has no part in. */
  private List<RecordingRequest> recordings(List<AssetRow> assets, List<Channel> own) {
    Set<ChannelId> ids = own.stream().map(Channel::id).collect(Collectors.toSet());
    Set<AssetPath> watched = assets.stream().map(AssetRow::asset).collect(Collectors.toSet());
    List<RecordingRequest> requests = new ArrayList<>();
    for (RecordingRow row : sheet.recordings()) {
      List<ChannelId> channels = row.recordedChannels().stream().filter(ids::contains).toList();
      List<ChannelId> stations =
          row.recordedStations().stream()
              .filter(station -> watched.contains(station.asset()))
              .toList();
      if (!channels.isEmpty() || !stations.isEmpty()) {
        requests.add(
            new RecordingRequest(
                row.recording(), channels, row.states(), row.from(), row.until(), stations));
      }
    }
    requests.sort(Comparator.comparing(RecordingRequest::name));
    return requests;
  }

  private List<SourceMapping> sources(GatewayRow gateway) {
    return sheet.sources().stream()
        .filter(source -> source.gateway().equals(gateway.id()))
        .sorted(Comparator.comparing(SourceRow::id))
        .map(this::source)
        .toList();
  }

  private SourceMapping source(SourceRow row) {
    SourceRow.TimeForm form = row.timeFormat();
    return new SourceMapping(
        row.id(),
        row.topic(),
        row.site() == null && !row.topic().contains("{site}") ? sheet.site() : row.site(),
        row.area(),
        row.line(),
        row.asset(),
        row.value(),
        Objects.requireNonNullElse(row.values(), Map.of()),
        row.time(),
        form == null
            ? SourceMapping.TimeFormat.AUTO
            : SourceMapping.TimeFormat.valueOf(form.name()),
        row.quality(),
        row.machineState(),
        row.waveform() == null ? null : SourceMapping.WaveformForm.valueOf(row.waveform().name()),
        row.preset());
  }

  private static Asset asset(AssetRow row) {
    return new Asset(
        row.asset(),
        Objects.requireNonNullElse(row.name(), row.asset().asset()),
        Objects.requireNonNullElse(row.assetClass(), ""),
        Objects.requireNonNullElse(row.criticality(), Criticality.MEDIUM),
        row.gateway(),
        row.machine());
  }

  private static Channel channel(AssetRow asset, ChannelRow row) {
    return new Channel(
        new ChannelId(asset.asset(), row.channel()),
        row.quantity(),
        row.unit(),
        row.rangeLow(),
        row.rangeHigh(),
        Objects.requireNonNullElse(row.keep(), Channel.Keep.FULL),
        row.novelty());
  }

  private DetectorPolicy policy(
      AssetRow asset, String name, List<LimitRow> rows, @Nullable ChannelRow channel) {
    DetectorId detector = Policies.detectorId(asset.asset(), name);
    AlarmPolicy old = oldPolicies.get(detector);
    if (old != null && old.equals(Policies.policy(rows, channel, old.revision()))) {
      return new DetectorPolicy(detector, old);
    }
    return new DetectorPolicy(detector, Policies.policy(rows, channel, revision));
  }

  private ModelAssignment model(ModelRow row) {
    return oldModels.stream()
        .filter(old ->
            old.asset().equals(row.asset())
                && old.name().equals(row.name())
                && old.digest().equals(row.digest()))
        .findFirst()
        .orElseGet(() -> new ModelAssignment(row.asset(), row.name(), row.digest(), revision));
  }
}
