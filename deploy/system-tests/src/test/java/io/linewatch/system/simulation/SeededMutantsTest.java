package io.linewatch.system.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulation is worth as much as the mistakes it finds: it must find each of these. */
class SeededMutantsTest {
  private static final int SEEDS = 300;

  static Stream<Mutant> mutants() {
    return Mutant.ALL.stream();
  }

  @ParameterizedTest
  @MethodSource("mutants")
  void aProductWithOneMistakeIsCaught(Mutant mutant) throws Exception {
    String caught = MutantProducts.firstFailure(mutant, SEEDS);
    System.out.printf("mutant that %s: %s%n", mutant.name(), caught.isEmpty() ? "LIVES" : caught);
    assertThat(caught).as("mutant that %s", mutant.name()).isNotEmpty();
  }

  @Test
  void theProductAsItIsLoadedTheSameWayIsNot() throws Exception {
    Mutant none = Mutant.ALL.getFirst();
    Mutant unchanged = new Mutant("changes nothing", none.source(), none.piece(), none.piece());
    assertThat(MutantProducts.firstFailure(unchanged, 5)).isEmpty();
  }
}
