package io.linewatch.edge.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.edge.config.ApiKey;
import io.linewatch.edge.inspection.StationDesk;
import io.linewatch.edge.inspection.StationState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The camera stations: a page for people, and an interface by which a program that knows what is
 * made (MES, ISA-95 level 3) sets a station up for it. The interface needs the key of {@code
 * inspection.apiKeyFile}; requests without it are refused and counted. The server's threads.
 */
public final class StationRoutes implements PageRoutes {
  private static final int MAX_BODY = 4_096;
  private static final String BEARER = "Bearer ";
  private static final ObjectMapper STRICT =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .build();

  private final String gateway;
  private final StationDesk desk;
  private final @Nullable ApiKey key;
  private final InstantSource clock;
  private final Counter refused;
  private final ObjectMapper json = new ObjectMapper();

  /**
   * @param key of who may say what is made; null when no station asks for it
   */
  public StationRoutes(
      String gateway,
      StationDesk desk,
      @Nullable ApiKey key,
      MeterRegistry metrics,
      InstantSource clock) {
    this.gateway = gateway;
    this.desk = desk;
    this.key = key;
    this.clock = clock;
    this.refused =
        Counter.builder("linewatch.inspection.api.refused")
            .description(
                "requests to the stations' interface that were refused, with why in the answer")
            .register(metrics);
  }

  @Override
  public void add(RoutesConfig routes) {
    routes.get("/stations", context -> page(CommissioningRoutes.guarded(context)));
    routes.get("/stations/{station}", this::state);
    routes.put("/stations/{station}/recipe", this::changeOver);
  }

  private void page(Context context) {
    context.html(
        StationsPage.render(
            gateway, desk.states(), CommissioningRoutes.language(context), clock.instant()));
  }

  private boolean mayNot(Context context) throws JsonProcessingException {
    String shown = context.header("Authorization");
    if (key != null
        && shown != null
        && shown.startsWith(BEARER)
        && key.isShownBy(shown.substring(BEARER.length()))) {
      return false;
    }
    context.header("WWW-Authenticate", "Bearer");
    refuse(
        context,
        HttpStatus.UNAUTHORIZED,
        key == null
            ? "no station of this gateway has recipeFrom: API"
            : "show the key of inspection.apiKeyFile: Authorization: Bearer KEY");
    return true;
  }

  private void refuse(Context context, HttpStatus status, String problem)
      throws JsonProcessingException {
    refused.increment();
    answer(context.status(status), Map.of("problem", problem));
  }

  private void answer(Context context, Map<String, ?> body) throws JsonProcessingException {
    context.contentType("application/json").result(json.writeValueAsString(body));
  }

  private void state(Context context) throws JsonProcessingException {
    if (mayNot(context)) {
      return;
    }
    for (StationState state : desk.states()) {
      if (state.station().equals(context.pathParam("station"))) {
        answer(context, told(state));
        return;
      }
    }
    refuse(context, HttpStatus.NOT_FOUND, unknown());
  }

  private static Map<String, Object> told(StationState state) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("station", state.station());
    told.put("asset", state.asset().toString());
    told.put("product", state.product());
    told.put("products", state.products());
    PartVerdict last = state.last();
    told.put("lastPart", last == null ? null : last.part());
    told.put("lastVerdict", last == null ? null : last.verdict().name());
    told.put("lastDecided", last == null ? null : last.decided().toString());
    Map<String, Long> verdicts = new LinkedHashMap<>();
    for (Verdict verdict : Verdict.values()) {
      verdicts.put(verdict.name(), state.made(verdict));
    }
    told.put("verdicts", verdicts);
    return told;
  }

  private String unknown() {
    return "there is no such station; there are "
        + String.join(", ", desk.states().stream().map(StationState::station).toList());
  }

  private void changeOver(Context context) throws JsonProcessingException {
    if (mayNot(context)) {
      return;
    }
    String product = product(context.body());
    if (product == null) {
      refuse(
          context,
          HttpStatus.BAD_REQUEST,
          "send {\"product\":\"NAME\"} and nothing else; an empty name sets up for nothing");
      return;
    }
    String station = context.pathParam("station");
    switch (desk.order(station, product)) {
      case TAKEN -> context.status(HttpStatus.NO_CONTENT);
      case NO_STATION -> refuse(context, HttpStatus.NOT_FOUND, unknown());
      case NOT_BY_API ->
          refuse(
              context,
              HttpStatus.CONFLICT,
              "station " + station + " hears of products otherwise; see recipeFrom in edge.yaml");
      case NO_RECIPE ->
          refuse(
              context,
              HttpStatus.UNPROCESSABLE_CONTENT,
              "there is no recipe for it at station "
                  + station
                  + ", which goes on as before; GET /stations/"
                  + station
                  + " lists those there are");
      case BUSY ->
          refuse(
              context,
              HttpStatus.SERVICE_UNAVAILABLE,
              "too much waits at station " + station + ": try again in a second");
    }
  }

  /** The one field there may be; null when it is not there, or anything else is. */
  private static @Nullable String product(String body) {
    if (body.length() > MAX_BODY) {
      return null;
    }
    try {
      JsonNode read = STRICT.readTree(body);
      JsonNode product = read.get("product");
      return read.size() == 1 && product != null && product.isTextual()
          ? product.textValue()
          : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }
}
