package io.linewatch.edge.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.linewatch.edge.config.ApiKey;
import io.linewatch.edge.config.EdgeConfigFile;
import io.linewatch.edge.config.InspectionConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a station is set up for, or sets it up, by the interface of the agent that runs. */
@Command(
    name = "recipe",
    mixinStandardHelpOptions = true,
    description = {
      "Sets a camera station with recipeFrom: API up for a product, or shows what it is set up for.",
      "The agent of the same edge.yaml has to run."
    })
final class RecipeCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int REFUSED = 1;

  @Option(names = "--config", required = true, paramLabel = "FILE", description = "edge.yaml")
  private Path config;

  @Parameters(index = "0", paramLabel = "STATION", description = "its id in edge.yaml")
  private String station;

  @Parameters(
      index = "1",
      arity = "0..1",
      paramLabel = "PRODUCT",
      description = "a recipe's id; '' for none; left out: show")
  private @Nullable String product;

  @Override
  public Integer call() throws InterruptedException {
    EdgeConfigFile.Result result = EdgeConfigFile.read(config);
    EdgeConfigFile.Loaded loaded = result.loaded();
    if (loaded == null) {
      CheckCommand.print(config, result);
      return LinewatchEdge.EXIT_CONFIG;
    }
    InspectionConfig inspection = loaded.config().inspection();
    String file = inspection == null ? null : inspection.apiKeyFile();
    if (file == null) {
      System.err.println("no station in " + config + " has recipeFrom: API");
      return LinewatchEdge.EXIT_CONFIG;
    }
    try {
      return ask(loaded, ApiKey.read(loaded.resolve(file)));
    } catch (IOException | IllegalArgumentException e) {
      System.err.println(
          "the agent does not answer ("
              + (e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage())
              + "): is it running, and is status.port in "
              + config
              + " its own?");
      return REFUSED;
    }
  }

  private int ask(EdgeConfigFile.Loaded loaded, ApiKey key)
      throws IOException, InterruptedException {
    var status = loaded.config().statusOrDefault();
    if (!station.matches("[A-Za-z0-9_-]{1,32}")) {
      System.err.println("'" + station + "' is no station's id");
      return REFUSED;
    }
    String address =
        "http://" + status.hostOrDefault() + ":" + status.portOrDefault() + "/stations/" + station;
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(product == null ? address : address + "/recipe"))
            .header("Authorization", key.authorization())
            .timeout(PATIENCE);
    if (product != null) {
      String body = new ObjectMapper().writeValueAsString(Map.of("product", product));
      request
          .header("Content-Type", "application/json")
          .PUT(HttpRequest.BodyPublishers.ofString(body));
    }
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build()) {
      HttpResponse<String> answer =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() >= 300) {
        System.err.println(station + ": " + answer.body());
        return REFUSED;
      }
      System.out.println(
          product == null
              ? answer.body()
              : product.isEmpty()
                  ? station + " is set up for nothing: parts are not inspected"
                  : station + " is set up for " + product);
      return 0;
    }
  }
}
