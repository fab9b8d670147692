package io.linewatch.model.fit;

import io.linewatch.model.onnx.Averaging;
import io.linewatch.model.onnx.EnsembleGraph;
import io.linewatch.model.onnx.ScoreGraph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Several models of the same rows. Each one's score is put in parts of its own limit, which rests
 * on rows held out from it; SPE is the mean of these parts, so that none has more to say because
 * its numbers are greater. T² is 0. Contributions are the members', each weighing by its part.
 */
final class EnsembleModel implements NormalModel {
  /** Of the rows held out, that a member's limit is not exceeded by. */
  private static final double SHARE = 0.99;

  private static final int STRETCHES = 20;
  private static final int HELD_OUT_EVERY = 5;

  private record Member(NormalModel model, ControlLimits limits) {
    double part(float[] row) {
      Statistics statistics = model.statistics(row);
      return Math.max(statistics.t2() / limits.t2(), statistics.spe() / limits.spe());
    }
  }

  private final List<Member> members;

  private EnsembleModel(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /** Fits every member to all rows, and its limit by a fit to four fifths of them. */
  static EnsembleModel fit(float[][] rows, List<Function<float[][], NormalModel>> fits) {
    List<float[]> learned = new ArrayList<>();
    List<float[]> heldOut = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      int stretch = (int) ((long) i * STRETCHES / rows.length);
      (stretch % HELD_OUT_EVERY == HELD_OUT_EVERY / 2 ? heldOut : learned).add(rows[i]);
    }
    List<Member> members = new ArrayList<>();
    for (Function<float[][], NormalModel> fit : fits) {
      NormalModel tried = fit.apply(learned.toArray(float[][]::new));
      double[] t2 = new double[heldOut.size()];
      double[] spe = new double[heldOut.size()];
      for (int i = 0; i < t2.length; i++) {
        Statistics statistics = tried.statistics(heldOut.get(i));
        t2[i] = statistics.t2();
        spe[i] = statistics.spe();
      }
      members.add(
          new Member(fit.apply(rows), new ControlLimits(limit(t2), limit(spe), 0, 0, 1 - SHARE)));
    }
    return new EnsembleModel(members);
  }

  private static double limit(double[] values) {
    double limit = HeldOut.quantile(values, SHARE);
    // A statistic that is always nought never decides.
    return limit > 1e-9 ? limit : 1;
  }

  @Override
  public Statistics statistics(float[] row) {
    double sum = 0;
    for (Member member : members) {
      sum += member.part(row);
    }
    return new Statistics(0, sum / members.size());
  }

  @Override
  public double[] slopesOfT2(float[] row) {
    return new double[row.length];
  }

  /** In multiples of the first member's scale, which is that of all: they learn the same rows. */
  @Override
  public double[] slopesOfSpe(float[] row) {
    double[] slopes = new double[row.length];
    for (Member member : members) {
      NormalModel model = member.model();
      Statistics statistics = model.statistics(row);
      boolean known =
          statistics.t2() / member.limits().t2() > statistics.spe() / member.limits().spe();
      double[] part = known ? model.slopesOfT2(row) : model.slopesOfSpe(row);
      double limit = known ? member.limits().t2() : member.limits().spe();
      for (int f = 0; f < slopes.length; f++) {
        slopes[f] += part[f] / (limit * members.size());
      }
    }
    return slopes;
  }

  @Override
  public double[] contributions(
      float[] row, ControlLimits limits, int[] channelOfFeature, int channels) {
    double[] contributions = new double[channels];
    for (Member member : members) {
      double[] own = member.model().contributions(row, member.limits(), channelOfFeature, channels);
      double sum = Arrays.stream(own).sum();
      double part = 100 * member.part(row) + ScoreGraph.CONTRIBUTION_FLOOR;
      for (int c = 0; c < channels; c++) {
        contributions[c] += own[c] / sum * part;
      }
    }
    return contributions;
  }

  @Override
  public int features() {
    return members.getFirst().model().features();
  }

  @Override
  public double scale(int feature) {
    return members.getFirst().model().scale(feature);
  }

  @Override
  public int components() {
    return members.stream().mapToInt(member -> member.model().components()).sum();
  }

  @Override
  public double explained() {
    return members.stream().mapToDouble(member -> member.model().explained()).max().orElse(0);
  }

  @Override
  public double classicalT2(int rows) {
    return 0;
  }

  @Override
  public double classicalSpe() {
    return 0;
  }

  @Override
  public EnsembleGraph graph(
      ControlLimits limits, int[] channelOfFeature, int channels, Averaging averaging) {
    List<ScoreGraph> graphs = new ArrayList<>();
    for (Member member : members) {
      graphs.add(member.model().graph(member.limits(), channelOfFeature, channels, averaging));
    }
    return new EnsembleGraph(graphs, limits.spe());
  }
}
