package io.linewatch.central;

import io.linewatch.central.config.CentralConfig;
import io.linewatch.central.console.GalleryRoutes;
import io.linewatch.central.console.GatewayPictureRoutes;
import io.linewatch.central.console.LabelRoutes;
import io.linewatch.central.console.PictureRoutes;
import io.linewatch.central.console.RouteGroup;
import io.linewatch.central.console.ShownPictures;
import io.linewatch.central.feed.FeedLog;
import io.linewatch.central.feedback.LabelExport;
import io.linewatch.central.feedback.LabelStore;
import io.linewatch.central.history.HistoryReader;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.picture.GatewayPictures;
import io.linewatch.central.picture.InspectedParts;
import io.linewatch.central.picture.PictureInbox;
import io.linewatch.central.picture.PictureStore;
import io.linewatch.central.plant.AssetOwners;
import io.linewatch.central.plant.PlantStore;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.jdbi.v3.core.Jdbi;

/** What the centre has of parts and pictures, put together. */
public final class CentralPictures {
  private final PictureStore store;
  private final InspectedParts parts;
  private final PictureInbox inbox;
  private final GatewayPictures gateways;
  private final LabelStore labels;
  private final LabelExport export;
  private final InstantSource clock;

  private CentralPictures(
      PictureStore store,
      InspectedParts parts,
      PictureInbox inbox,
      GatewayPictures gateways,
      LabelStore labels,
      LabelExport export,
      InstantSource clock) {
    this.store = store;
    this.parts = parts;
    this.inbox = inbox;
    this.gateways = gateways;
    this.labels = labels;
    this.export = export;
    this.clock = clock;
  }

  /**
   * @param stateDir pictures go to {@code pictures} in it
   */
  public static CentralPictures open(
      Path stateDir,
      String site,
      CentralConfig.Pictures config,
      Jdbi jdbi,
      PlantStore plant,
      MeterRegistry metrics,
      InstantSource clock)
      throws IOException {
    PictureStore store = new PictureStore(jdbi, clock);
    InspectedParts parts = new InspectedParts(jdbi, clock);
    PictureInbox inbox =
        new PictureInbox(
            stateDir.resolve("pictures"),
            new PictureInbox.Bounds(config.maxBytes(), config.keep()),
            store,
            metrics,
            clock);
    AssetOwners owners = new AssetOwners(() -> plant.current().sheet(), clock);
    GatewayPictures gateways =
        new GatewayPictures(store, parts, inbox, config.keep(), owners::owns, metrics, clock);
    return new CentralPictures(
        store,
        parts,
        inbox,
        gateways,
        new LabelStore(jdbi, clock),
        new LabelExport(inbox, site),
        clock);
  }

  /** For gateways. */
  public RouteGroup gatewayRoutes(GatewayKeys keys) {
    return new GatewayPictureRoutes(gateways, inbox, keys);
  }

  /** For people who look through what was not good. */
  public RouteGroup gallery() {
    return new GalleryRoutes(parts, labels);
  }

  /** For people who say what is good. */
  public RouteGroup labels(FeedLog feed, HistoryReader history) {
    return new LabelRoutes(new ShownPictures(feed, history, parts), store, labels, export, clock);
  }

  /** For people. */
  public RouteGroup routes(FeedLog feed, HistoryReader history) {
    return new PictureRoutes(
        new ShownPictures(feed, history, parts), store, inbox, gateways, clock);
  }
}
