package io.linewatch.bench.system;

import io.linewatch.bench.publish.LoadPlan;
import io.linewatch.bench.publish.LoadPublisher;
import io.linewatch.bench.publish.Sent;
import io.linewatch.standalone.process.ChildProcess;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A publisher under way, in a process of its own. */
public record Sending(BenchSystem bench, ChildProcess publisher, String name) {
  private static final long POLL_MILLIS = 50;
  private static final List<String> OPTIONS =
      List.of("-XX:+UseSerialGC", "-Xmx256m", "-XX:TieredStopAtLevel=1");
  private static final AtomicInteger NUMBER = new AtomicInteger();

  public static Sending start(BenchSystem bench, LoadPlan plan) {
    String name = "publisher-" + NUMBER.incrementAndGet();
    ChildProcess child =
        bench.startJava(
            name,
            OPTIONS,
            ClassPath.of(LoadPublisher.class),
            LoadPublisher.class.getName(),
            plan.toArguments());
    return new Sending(bench, child, name);
  }

  public boolean ended() {
    return !publisher.isAlive();
  }

  public Sent await() throws IOException, InterruptedException {
    while (publisher.isAlive()) {
      Thread.sleep(POLL_MILLIS);
    }
    return Sent.ofLog(bench.log(name));
  }
}
