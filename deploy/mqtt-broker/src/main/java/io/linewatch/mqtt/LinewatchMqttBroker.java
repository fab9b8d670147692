package io.linewatch.mqtt;

import com.hivemq.embedded.EmbeddedHiveMQ;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** {@code linewatch-mqtt-broker --port P --state DIR [--keep]}: serves until it is told to end. */
public final class LinewatchMqttBroker {
  private static final int BAD_CONFIGURATION = 78;
  private static final String USAGE =
      "usage: linewatch-mqtt-broker --port PORT --state FOLDER [--keep]";

  private LinewatchMqttBroker() {}

  public static void main(String[] arguments) throws Exception {
    BrokerConfiguration configuration;
    try {
      configuration = parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(BAD_CONFIGURATION);
      return;
    }
    System.exit(serve(configuration));
  }

  static BrokerConfiguration parse(String[] arguments) {
    Integer port = null;
    Path state = null;
    boolean keep = false;
    Iterator<String> words = List.of(arguments).iterator();
    while (words.hasNext()) {
      String option = words.next();
      switch (option) {
        case "--keep" -> keep = true;
        case "--port" -> port = port(valueOf(words));
        case "--state" -> {
          String folder = valueOf(words);
          state = folder == null ? null : Path.of(folder).toAbsolutePath();
        }
        default -> throw new IllegalArgumentException("unknown option '" + option + "'. " + USAGE);
      }
    }
    if (port == null || state == null) {
      throw new IllegalArgumentException(USAGE);
    }
    return new BrokerConfiguration(port, state, keep);
  }

  private static @Nullable String valueOf(Iterator<String> words) {
    return words.hasNext() ? words.next() : null;
  }

  private static Integer port(@Nullable String text) {
    try {
      int port = text == null ? -1 : Integer.parseInt(text);
      if (port > 0 && port <= 65_535) {
        return port;
      }
    } catch (NumberFormatException e) {
      // The message below says the same and more.
    }
    throw new IllegalArgumentException(
        "--port must be a number from 1 to 65535, not '" + text + "'. " + USAGE);
  }

  private static int serve(BrokerConfiguration configuration)
      throws IOException, InterruptedException, ExecutionException {
    configuration.write();
    EmbeddedHiveMQ broker =
        EmbeddedHiveMQ.builder()
            .withConfigurationFolder(configuration.configurationFolder())
            .withDataFolder(configuration.dataFolder())
            .withExtensionsFolder(configuration.extensionsFolder())
            .build();
    CountDownLatch stop = new CountDownLatch(1);
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            Thread.ofPlatform()
                .name("broker-stop")
                .unstarted(() -> {
                  stop.countDown();
                  awaitBriefly(stopped);
                }));
    try {
      broker.start().get(60, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      System.err.println(
          "The MQTT broker could not start on 127.0.0.1:"
              + configuration.port()
              + "; is the port taken? "
              + e.getMessage());
      stopped.countDown();
      return 1;
    }
    System.out.println("MQTT broker ready on 127.0.0.1:" + configuration.port());
    stop.await();
    broker.close();
    stopped.countDown();
    return 0;
  }

  private static void awaitBriefly(CountDownLatch latch) {
    try {
      // A broker that hangs on its way down must not hold up the end of the program.
      if (!latch.await(10, TimeUnit.SECONDS)) {
        System.err.println("MQTT broker did not stop within 10 s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
