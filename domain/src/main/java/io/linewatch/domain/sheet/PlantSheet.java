package io.linewatch.domain.sheet;

import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.plant.AssetPath;
import java.util.ArrayList;
import java.util.List;

/**
 * All a plant is, as rows people edit. Immutable; edits return a new sheet. May be wrong: {@link
 * PlantSheetCheck} says how.
 *
 * @param site first name of every asset's path
 */
public record PlantSheet(
    String site,
    List<GatewayRow> gateways,
    List<ClassRow> classes,
    List<AssetRow> assets,
    List<ChannelRow> channels,
    List<LimitRow> limits,
    List<ModelRow> models,
    List<SourceRow> sources,
    List<RecordingRow> recordings) {
  public PlantSheet {
    gateways = List.copyOf(gateways);
    classes = List.copyOf(classes);
    assets = List.copyOf(assets);
    channels = List.copyOf(channels);
    limits = List.copyOf(limits);
    models = List.copyOf(models);
    sources = List.copyOf(sources);
    recordings = List.copyOf(recordings);
  }

  /** One in which nothing is recorded. */
  public PlantSheet(
      String site,
      List<GatewayRow> gateways,
      List<ClassRow> classes,
      List<AssetRow> assets,
      List<ChannelRow> channels,
      List<LimitRow> limits,
      List<ModelRow> models,
      List<SourceRow> sources) {
    this(site, gateways, classes, assets, channels, limits, models, sources, List.of());
  }

  /** A plant with nothing in it yet. */
  public static PlantSheet empty(String site) {
    return new PlantSheet(
        site, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /**
   * The sheet in which exactly this policy decides for the detector: the asset's own rows for it
   * are replaced, where the first of them stood; those of its class no longer count for this asset.
   */
  public PlantSheet withLimits(DetectorId detector, AlarmPolicy policy) {
    return replacingLimits(detector, Policies.rows(detector, policy));
  }

  /** The sheet in which the asset has no rows of its own for the detector: its class decides. */
  public PlantSheet withoutOwnLimits(DetectorId detector) {
    return replacingLimits(detector, List.of());
  }

  /** The sheet in which this model, and no other of its name, is assigned to the asset. */
  public PlantSheet withModel(AssetPath asset, String name, String digest) {
    List<ModelRow> rows = new ArrayList<>(withoutModel(asset, name).models());
    rows.add(new ModelRow(asset, name, digest));
    return withModels(rows);
  }

  public PlantSheet withoutModel(AssetPath asset, String name) {
    return withModels(
        models.stream()
            .filter(row -> !(row.asset().equals(asset) && row.name().equals(name)))
            .toList());
  }

  /** The sheet in which this, and nothing else of its name, is recorded. */
  public PlantSheet withRecording(RecordingRow row) {
    List<RecordingRow> rows = new ArrayList<>(withoutRecording(row.recording()).recordings());
    rows.add(row);
    return withRecordings(rows);
  }

  /** The sheet in which nothing of this name is recorded. */
  public PlantSheet withoutRecording(String name) {
    return withRecordings(
        recordings.stream().filter(row -> !row.recording().equals(name)).toList());
  }

  private PlantSheet withRecordings(List<RecordingRow> rows) {
    return new PlantSheet(site, gateways, classes, assets, channels, limits, models, sources, rows);
  }

  private PlantSheet withModels(List<ModelRow> rows) {
    return new PlantSheet(
        site, gateways, classes, assets, channels, limits, rows, sources, recordings);
  }

  private PlantSheet replacingLimits(DetectorId detector, List<LimitRow> replacement) {
    String name = Policies.detectorName(detector);
    List<LimitRow> rows = new ArrayList<>();
    int place = -1;
    for (LimitRow row : limits) {
      if (detector.asset().equals(row.asset()) && row.detector().equals(name)) {
        place = place < 0 ? rows.size() : place;
      } else {
        rows.add(row);
      }
    }
    rows.addAll(place < 0 ? rows.size() : place, replacement);
    return new PlantSheet(
        site, gateways, classes, assets, channels, rows, models, sources, recordings);
  }
}
