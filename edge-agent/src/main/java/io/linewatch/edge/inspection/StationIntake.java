package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import io.linewatch.edge.intake.InboundMessage;
import io.linewatch.edge.intake.Intake;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes over the stations' connection: pictures, announced parts, changeovers. The
 * connection's thread, which waits while the gateway has no room: that holds the broker back.
 */
public final class StationIntake implements Intake.Handler {
  private static final Logger LOG = LoggerFactory.getLogger(StationIntake.class);
  private static final int MAX_TEXT = 256;
  private static final Duration LOG_EVERY = Duration.ofMinutes(1);

  private enum Kind {
    PICTURE,
    TRIGGER,
    RECIPE
  }

  private record Route(Kind kind, StationConfig station) {}

  private final Inspection inspection;
  private final Map<String, Route> routes = new HashMap<>();
  private final Counter rejected;
  private Instant nextLog = Instant.MIN;

  public StationIntake(
      String gateway, InspectionConfig config, Inspection inspection, MeterRegistry metrics) {
    this.inspection = inspection;
    rejected =
        Counter.builder("linewatch.inspection.messages.rejected")
            .description("messages on a station's topics that say nothing it can use")
            .register(metrics);
    for (StationConfig station : config.stations()) {
      route(station.topic(), Kind.PICTURE, station);
      route(station.trigger(), Kind.TRIGGER, station);
      if (station.recipeFromOrDefault() == RecipeSource.CHANNEL) {
        route(recipeTopic(gateway, station), Kind.RECIPE, station);
      }
    }
  }

  private static String recipeTopic(String gateway, StationConfig station) {
    String own = station.recipeTopic();
    return own != null ? own : "linewatch/" + gateway + "/inspection/" + station.id() + "/recipe";
  }

  private void route(@Nullable String topic, Kind kind, StationConfig station) {
    if (topic != null) {
      routes.put(topic, new Route(kind, station));
    }
  }

  /** What the connection should listen to. */
  public List<String> topics() {
    List<String> topics = new ArrayList<>(routes.keySet());
    topics.sort(null);
    return topics;
  }

  @Override
  public void onMessage(InboundMessage message) throws InterruptedException {
    Route route = routes.get(message.topic());
    if (route == null) {
      message.receipt().finish();
      return;
    }
    switch (route.kind()) {
      case PICTURE -> picture(route.station(), message);
      case TRIGGER -> announced(route.station(), message);
      case RECIPE -> changedOver(route.station(), message);
    }
  }

  private void picture(StationConfig station, InboundMessage message) throws InterruptedException {
    PictureMessage.Read read =
        PictureMessage.read(station.id(), message, new Acknowledged(message));
    if (!read.problem().isEmpty()) {
      reject(message, read.problem());
    }
    inspection.show(read.picture());
  }

  /** Acknowledged when its verdict is safe, or when nobody waits for one any more. */
  private record Acknowledged(InboundMessage message) implements StationPicture.Receipt {
    @Override
    public void decided(boolean readable) {
      message.receipt().finish();
    }

    @Override
    public void skipped() {
      message.receipt().finish();
    }
  }

  private void announced(StationConfig station, InboundMessage message) {
    String part = text(message);
    if (PartVerdict.isPart(part)) {
      inspection.announce(station.id(), part, message.arrival());
    } else {
      reject(message, "the trigger's payload must be the part's id");
    }
    message.receipt().finish();
  }

  private void changedOver(StationConfig station, InboundMessage message) {
    if (inspection.changeOver(station.id(), text(message))) {
      message.receipt().finish();
    } else {
      // Unacknowledged, it comes again: judging by the old recipe would be worse.
      reject(message, "the changeover could not be taken");
    }
  }

  private static String text(InboundMessage message) {
    byte[] payload = message.payload();
    String text =
        new String(payload, 0, Math.min(payload.length, MAX_TEXT), StandardCharsets.UTF_8);
    return text.strip();
  }

  /** All are counted; the log gets one a minute. */
  private void reject(InboundMessage message, String why) {
    rejected.increment();
    if (!message.arrival().isBefore(nextLog)) {
      nextLog = message.arrival().plus(LOG_EVERY);
      LOG.warn("on {}: {}; further ones are counted", message.topic(), why);
    }
  }
}
