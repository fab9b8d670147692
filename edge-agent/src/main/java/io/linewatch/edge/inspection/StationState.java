package io.linewatch.edge.inspection;

import io.linewatch.domain.inspection.PartVerdict;
import io.linewatch.domain.inspection.Verdict;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.config.StationConfig.RecipeSource;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A station as its people see it.
 *
 * @param products it has recipes for
 * @param product it is set up for; null for none yet, and where each picture names its own
 * @param last what it said last; null for nothing since the start
 * @param verdicts made since the start; all are there
 */
public record StationState(
    String station,
    AssetPath asset,
    RecipeSource recipeFrom,
    List<String> products,
    @Nullable String product,
    @Nullable PartVerdict last,
    Map<Verdict, Long> verdicts) {
  public StationState {
    products = List.copyOf(products);
    verdicts = Map.copyOf(verdicts);
  }

  public long made(Verdict verdict) {
    return verdicts.getOrDefault(verdict, 0L);
  }
}
