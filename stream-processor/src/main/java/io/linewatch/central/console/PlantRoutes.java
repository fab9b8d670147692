package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.auth.Role;
import io.linewatch.central.feed.GatewayBoard;
import io.linewatch.central.plant.DesiredDocument;
import io.linewatch.central.plant.PlantStore;
import io.linewatch.domain.decision.AlarmPolicy;
import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.DetectorPolicy;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.desired.GatewayStatus;
import io.linewatch.domain.plant.Asset;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.plant.Channel;
import io.linewatch.domain.plant.Criticality;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The plant: assets and gateways. What is shown is what the gateways are told. */
public final class PlantRoutes implements RouteGroup {
  private final PlantStore plant;
  private final GatewayBoard gateways;

  public PlantRoutes(PlantStore plant, GatewayBoard gateways) {
    this.plant = plant;
    this.gateways = gateways;
  }

  record ChannelView(
      String name, String quantity, String unit, @Nullable Double low, @Nullable Double high) {}

  record AssetView(
      AssetPath path,
      String name,
      String assetClass,
      Criticality criticality,
      String gateway,
      List<ChannelView> channels) {}

  record AssetList(long plantVersion, List<AssetView> assets) {}

  /**
   * @param policy null for a model that is only observed
   * @param revision revision of the desired state that holds it
   */
  record DetectorView(
      DetectorId detector, String unit, @Nullable AlarmPolicy policy, long revision) {}

  record AssetDetail(
      long plantVersion,
      AssetView asset,
      List<ChannelView> channels,
      List<DetectorView> detectors,
      List<ModelAssignment> models) {}

  record GatewayView(
      String gateway, long desiredRevision, boolean published, @Nullable GatewayStatus status) {}

  record GatewayList(List<GatewayView> gateways) {}

  @Override
  public void register(RoutesConfig routes, Access access) {
    routes.get("/api/assets", access.allow(Role.VIEWER, this::assets));
    routes.get("/api/asset", access.allow(Role.VIEWER, this::asset));
    routes.get("/api/gateways", access.allow(Role.VIEWER, this::gatewayList));
    routes.get("/api/plant", access.allow(Role.ENGINEER, this::export));
  }

  private void assets(Context ctx) {
    List<AssetView> assets = new ArrayList<>();
    for (DesiredDocument document : plant.desired().values()) {
      for (Asset asset : document.state().assets()) {
        assets.add(view(document.state(), asset));
      }
    }
    assets.sort(Comparator.comparing(AssetView::path));
    ConsoleJson.reply(ctx, new AssetList(plant.current().version(), assets));
  }

  private void asset(Context ctx) {
    AssetPath path = HistoryRoutes.asset(ctx);
    for (DesiredDocument document : plant.desired().values()) {
      for (Asset asset : document.state().assets()) {
        if (asset.path().equals(path)) {
          ConsoleJson.reply(ctx, detail(document.state(), asset));
          return;
        }
      }
    }
    throw new ApiError(404, "no-such-asset", "There is no asset " + path + " in the plant sheet.");
  }

  private AssetDetail detail(DesiredState state, Asset asset) {
    AssetView view = view(state, asset);
    List<DetectorView> detectors = new ArrayList<>();
    for (DetectorPolicy policy : state.policies()) {
      if (policy.detector().asset().equals(asset.path())) {
        detectors.add(
            new DetectorView(
                policy.detector(),
                unit(policy.detector(), view.channels()),
                policy.policy(),
                state.revision()));
      }
    }
    List<ModelAssignment> models =
        state.models().stream().filter(model -> model.asset().equals(asset.path())).toList();
    for (ModelAssignment model : models) {
      DetectorId detector = DetectorId.model(asset.path(), model.name());
      if (detectors.stream().noneMatch(known -> known.detector().equals(detector))) {
        detectors.add(new DetectorView(detector, "%", null, state.revision()));
      }
    }
    return new AssetDetail(
        plant.current().version(), view, view.channels(), List.copyOf(detectors), models);
  }

  private static String unit(DetectorId detector, List<ChannelView> channels) {
    return detector.kind() == DetectorId.Kind.MODEL || detector.kind() == DetectorId.Kind.NOVELTY
        ? "%"
        : channels.stream()
            .filter(channel -> channel.name().equals(detector.name()))
            .findFirst()
            .map(ChannelView::unit)
            .orElse("");
  }

  private static AssetView view(DesiredState state, Asset asset) {
    List<ChannelView> channels = new ArrayList<>();
    for (Channel channel : state.channels()) {
      if (channel.id().asset().equals(asset.path())) {
        channels.add(
            new ChannelView(
                channel.id().channel(),
                channel.quantity(),
                channel.unit(),
                channel.rangeLow(),
                channel.rangeHigh()));
      }
    }
    return new AssetView(
        asset.path(),
        asset.name(),
        asset.assetClass(),
        asset.criticality(),
        asset.gateway(),
        channels);
  }

  private void gatewayList(Context ctx) {
    Map<String, DesiredDocument> desired = plant.desired();
    Set<String> names = new TreeSet<>(desired.keySet());
    gateways.all().forEach(status -> names.add(status.gateway()));
    List<GatewayView> views = new ArrayList<>();
    for (String name : names) {
      DesiredDocument document = desired.get(name);
      views.add(
          new GatewayView(
              name,
              document == null ? 0 : document.state().revision(),
              document != null && document.published(),
              gateways.status(name).orElse(null)));
    }
    ConsoleJson.reply(ctx, new GatewayList(views));
  }

  private void export(Context ctx) {
    ctx.contentType("application/yaml; charset=utf-8")
        .result(PlantSheetYaml.write(plant.current().sheet()));
  }
}
