package io.linewatch.bench.pipeline;

import io.linewatch.domain.desired.SourceMapping;
import io.linewatch.edge.intake.Intake;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection with no broker behind it: always there, and fed by whoever extends it. */
public abstract class BrokerlessIntake implements Intake {
  private volatile @Nullable Handler handler;

  /** Who takes what is fed. */
  protected final Handler handler() {
    Handler taking = handler;
    if (taking == null) {
      throw new IllegalStateException("the intake was not started");
    }
    return taking;
  }

  @Override
  public String id() {
    return "line";
  }

  @Override
  public boolean serves(SourceMapping source) {
    return true;
  }

  @Override
  public void start(Handler taking) {
    handler = taking;
  }

  @Override
  public void subscribe(List<String> topicFilters) {}

  @Override
  public boolean connected() {
    return true;
  }

  @Override
  public String problem() {
    return "";
  }

  @Override
  public void stopTaking() {}

  @Override
  public void close(Duration patience) {}
}
