package io.linewatch.edge.pipeline;

import io.linewatch.domain.decision.DetectorId;
import io.linewatch.domain.decision.Severity;
import io.linewatch.domain.desired.DesiredState;
import io.linewatch.domain.desired.DesiredState.ModelAssignment;
import io.linewatch.domain.finding.GatewayFinding;
import io.linewatch.domain.plant.AssetPath;
import io.linewatch.edge.inference.LoadedModel;
import io.linewatch.edge.inference.ModelLoader;
import java.time.InstantSource;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * What the loader says, on the loader's thread: a loaded model goes to the lane that owns the
 * asset, where that lane's own thread installs it; a refused one is a condition of the gateway
 * until one is loaded or none is assigned.
 */
final class ModelInstaller implements ModelLoader.Listener {
  private final Function<AssetPath, Lane> lanes;
  private final ConditionReporter reporter;

  /**
   * @param lanes the lane that owns an asset; not asked before the loader is started
   */
  ModelInstaller(Function<AssetPath, Lane> lanes, ConditionReporter reporter) {
    this.lanes = lanes;
    this.reporter = reporter;
  }

  @Override
  public void ready(ModelAssignment assignment, LoadedModel model) throws InterruptedException {
    Lane lane = lanes.apply(assignment.asset());
    boolean taken =
        lane.put(
            new LaneTask.Control(() -> {
              ModelTrack track = lane.model(assignment.asset(), assignment.name());
              if (track == null) {
                model.release();
              } else {
                track.install(model);
              }
            }));
    if (!taken) {
      model.release();
    }
    reporter.report(
        GatewayFinding.Kind.MODEL_REFUSED,
        subject(assignment),
        Severity.MEDIUM,
        false,
        "Model " + assignment.name() + " of " + assignment.asset() + " is loaded.");
  }

  @Override
  public void refused(ModelAssignment assignment, String reason) {
    reporter.report(
        GatewayFinding.Kind.MODEL_REFUSED,
        subject(assignment),
        Severity.MEDIUM,
        true,
        "Model "
            + assignment.name()
            + " of "
            + assignment.asset()
            + " is refused: "
            + reason
            + ". The model before it goes on; assign a package that is whole.");
  }

  /** A refusal is over when its model is no longer assigned. The thread that holds the order. */
  static void endRefusals(DesiredState desired, GatewayConditions conditions, InstantSource clock)
      throws InterruptedException {
    Set<String> assigned = new TreeSet<>();
    desired.models().forEach(model -> assigned.add(subject(model)));
    for (GatewayFinding finding : conditions.active()) {
      if (finding.kind() == GatewayFinding.Kind.MODEL_REFUSED
          && !assigned.contains(finding.subject())) {
        conditions.report(
            finding.kind(),
            finding.subject(),
            finding.severity(),
            false,
            "The model is no longer assigned.",
            clock.instant());
      }
    }
  }

  private static String subject(ModelAssignment model) {
    return DetectorId.model(model.asset(), model.name()).toString();
  }
}
