package io.linewatch.edge.inspection;

import io.linewatch.edge.config.StationConfig.RecipeSource;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Supplier;

/** The stations for whoever looks at them, or says what is made. Safe from any thread. */
public final class StationDesk {
  /** Of a gateway without stations. */
  public static final StationDesk NONE = new StationDesk(List::of, (_, _) -> false);

  /** What became of a changeover. */
  public enum Ordered {
    /** Pictures that come from now on are of the product. */
    TAKEN,
    NO_STATION,
    /** The station hears of products otherwise. */
    NOT_BY_API,
    NO_RECIPE,
    /** Too many steps wait for the station's worker. */
    BUSY
  }

  private final Supplier<List<StationState>> stations;
  private final BiPredicate<String, String> changeOver;

  /**
   * @param changeOver sets a station up for a product, or says that it has no room for that
   */
  public StationDesk(
      Supplier<List<StationState>> stations, BiPredicate<String, String> changeOver) {
    this.stations = stations;
    this.changeOver = changeOver;
  }

  /** In the order of the configuration. */
  public List<StationState> states() {
    return stations.get();
  }

  /**
   * Sets a station up for a product, in the order of its pictures.
   *
   * @param product a recipe's id; empty: nothing is made, so nothing is judged
   */
  public Ordered order(String station, String product) {
    for (StationState state : states()) {
      if (state.station().equals(station)) {
        return order(state, product);
      }
    }
    return Ordered.NO_STATION;
  }

  private Ordered order(StationState state, String product) {
    if (state.recipeFrom() != RecipeSource.API) {
      return Ordered.NOT_BY_API;
    }
    if (!product.isEmpty() && !state.products().contains(product)) {
      return Ordered.NO_RECIPE;
    }
    return changeOver.test(state.station(), product) ? Ordered.TAKEN : Ordered.BUSY;
  }
}
