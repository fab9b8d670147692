package io.linewatch.model.fit;

import io.linewatch.model.format.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts together what a fit reports. */
final class ReportMaker {
  private ReportMaker() {}

  static FitReport report(
      FitOptions options,
      RecordedRows recording,
      Learner.Learned learned,
      List<String> dropped,
      List<FitReport.Candidate> candidates,
      long seed)
      throws IOException, FitRefused {
    List<FitReport.Data> data = new ArrayList<>();
    for (Path file : options.files()) {
      data.add(new FitReport.Data(file.getFileName().toString(), RecordingReader.digest(file)));
    }
    ModelSpec spec = learned.spec();
    FeatureTable table = learned.table();
    FittedModel model = learned.model();
    ControlLimits limits = model.limits();
    return new FitReport(
        spec.name(),
        data,
        recording.size(),
        time(recording.timesMicros()[0]),
        time(recording.timesMicros()[recording.size() - 1]),
        spec.gridStep().toNanos() / 1000,
        table.gridRows(),
        table.size(),
        spec.inputs().stream().map(ModelSpec.Input::channel).toList(),
        dropped,
        notes(recording, table),
        options.method().toString(),
        model.normal().components(),
        model.normal().explained(),
        new FitReport.Limits(
            limits.t2(), limits.spe(), limits.classicalT2(), limits.classicalSpe()),
        limits.falseAlarmShare(),
        FitReport.Budget.of(options.budget(), learned.tail()),
        candidates,
        new Robustness(model, spec, recording).disturbances(),
        Reference.of(table.rows()),
        seed);
  }

  private static List<String> notes(RecordedRows recording, FeatureTable table) {
    List<String> notes = new ArrayList<>(recording.notes());
    int labelled = 0;
    for (boolean label : recording.labelled()) {
      labelled += label ? 1 : 0;
    }
    if (labelled > 0) {
      notes.add(
          labelled
              + " of the rows learned from are labelled as faulty: choose normal running with"
              + " --rows, or --from and --to");
    }
    for (ChannelSteadiness.Channel channel : ChannelSteadiness.of(List.of(recording))) {
      if (!channel.steady()) {
        notes.add(
            String.format(
                Locale.ROOT,
                "%s wanders: its mean moved by %.1f times its spread between the halves of the"
                    + " recording; record much longer, or leave it out with --channels",
                channel.name(),
                channel.wander() * Math.sqrt(2)));
      }
    }
    if (table.windows().badInput() > 0) {
      notes.add(table.windows().badInput() + " windows left out: values are missing in them");
    }
    if (table.windows().timeJumps() > 0) {
      notes.add(table.windows().timeJumps() + " gaps in time: no window reaches over them");
    }
    return notes;
  }

  private static String time(long micros) {
    return Instant.EPOCH.plus(micros, ChronoUnit.MICROS).toString();
  }
}
