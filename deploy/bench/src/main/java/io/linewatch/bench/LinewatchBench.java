package io.linewatch.bench;

import io.linewatch.bench.bearing.BearingCommand;
import io.linewatch.bench.bearing.WaveformLoad;
import io.linewatch.bench.central.CentralLoad;
import io.linewatch.bench.central.PassThrough;
import io.linewatch.bench.edge.EdgeLoad;
import io.linewatch.bench.faults.FaultsCommand;
import io.linewatch.bench.fit.FitBench;
import io.linewatch.bench.footprint.Footprint;
import io.linewatch.bench.historian.ImportBench;
import io.linewatch.bench.inference.InferenceBench;
import io.linewatch.bench.latency.BareChain;
import io.linewatch.bench.latency.Latency;
import io.linewatch.bench.outbox.OutboxBench;
import io.linewatch.bench.pipeline.PipelineBench;
import io.linewatch.bench.quality.QualityCommand;
import io.linewatch.bench.soak.SoakBench;
import io.linewatch.bench.visual.PlacementCommand;
import io.linewatch.bench.visual.SpecksCommand;
import io.linewatch.bench.visual.VisionSpeed;
import io.linewatch.bench.visual.VisualCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/**
 * {@code linewatch-bench}: what {@code deploy/bench.sh NAME} starts. A bench exits 0 when it ran,
 * whether its targets are met or not.
 */
@Command(
    name = "linewatch-bench",
    mixinStandardHelpOptions = true,
    description = "What Linewatch costs and what it survives.",
    subcommands = {
      EdgeLoad.class,
      FaultsCommand.class,
      FitBench.class,
      Footprint.class,
      InferenceBench.class,
      ImportBench.class,
      OutboxBench.class,
      PipelineBench.class,
      SoakBench.class,
      CentralLoad.class,
      PassThrough.class,
      Latency.class,
      BareChain.class,
      QualityCommand.class,
      BearingCommand.class,
      WaveformLoad.class,
      VisualCommand.class,
      PlacementCommand.class,
      SpecksCommand.class,
      VisionSpeed.class
    })
public final class LinewatchBench {
  private LinewatchBench() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLine(new LinewatchBench()).execute(arguments));
  }
}
