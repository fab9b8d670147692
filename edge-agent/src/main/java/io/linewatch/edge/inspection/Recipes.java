package io.linewatch.edge.inspection;

import io.linewatch.edge.config.StationConfig;
import io.linewatch.edge.config.StationConfig.Recipe;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What product a station is set up for. After a start nothing is, unless there is one recipe only:
 * yesterday's product is not a guess to judge by. A station's worker; what is set up may be asked
 * from any thread.
 */
final class Recipes {
  private final StationConfig station;
  private volatile @Nullable String product;

  Recipes(StationConfig station) {
    this.station = station;
  }

  /**
   * A changeover; from now on pictures are of this product.
   *
   * @param name as the message said it; empty for none
   */
  void changeOver(String name) {
    product = name.isBlank() ? null : name.strip();
  }

  /** What a picture is judged by; null when there is nothing. */
  @Nullable Recipe of(StationPicture picture) {
    String name = name(picture);
    if (name == null) {
      return null;
    }
    return station.recipes().stream()
        .filter(recipe -> recipe.id().equals(name))
        .findFirst()
        .orElse(null);
  }

  /** What the station is set up for; null for nothing, and where each picture names its own. */
  @Nullable String product() {
    return switch (station.recipeFromOrDefault()) {
      case FIXED -> station.recipes().getFirst().id();
      case METADATA -> null;
      case CHANNEL, API -> product;
    };
  }

  private @Nullable String name(StationPicture picture) {
    return station.recipeFromOrDefault() == StationConfig.RecipeSource.METADATA
        ? picture.product()
        : product();
  }

  /** Why there is no recipe, and what to do. */
  String missing(StationPicture picture) {
    String name = name(picture);
    List<String> known = station.recipes().stream().map(Recipe::id).toList();
    if (name != null) {
      return "there is no recipe for product '"
          + (name.length() <= 64 ? name : name.substring(0, 64) + "…")
          + "'; there are "
          + known.stream().collect(Collectors.joining(", "))
          + ".";
    }
    return switch (station.recipeFromOrDefault()) {
      case CHANNEL -> "no product was set up since the start: publish the recipe's name, retained.";
      case API ->
          "no product was set up since the start: say it by linewatch-edge recipe "
              + station.id()
              + " PRODUCT, or PUT /stations/"
              + station.id()
              + "/recipe.";
      case FIXED, METADATA -> "the picture names no product: send the user property 'product'.";
    };
  }
}
