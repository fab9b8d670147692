package io.linewatch.central.cli;

import io.linewatch.central.CentralProcessor;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "run", description = "Runs topology, history and console until it is told to stop.")
final class RunCommand implements Callable<Integer> {
  @Mixin ConfigOption config = new ConfigOption();

  @Override
  public Integer call() throws Exception {
    CentralProcessor processor = CentralProcessor.start(config.read());
    CountDownLatch stop = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("stop")
                .unstarted(() -> {
                  processor.close();
                  stop.countDown();
                }));
    System.out.println("linewatch-central is running; console on port " + processor.consolePort());
    stop.await();
    return 0;
  }
}
