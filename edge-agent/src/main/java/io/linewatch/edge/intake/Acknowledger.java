package io.linewatch.edge.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Thread {@code mqtt-ack-ID}: sends the acknowledgements that the ledger gives it, in order. */
final class Acknowledger {
  private static final Logger LOG = LoggerFactory.getLogger(Acknowledger.class);

  private final String connection;
  private final AckLedger ledger;
  private final Supplier<@Nullable MqttAsyncClient> client;
  private final Thread thread;
  private volatile boolean closed;

  Acknowledger(String connection, AckLedger ledger, Supplier<@Nullable MqttAsyncClient> client) {
    this.connection = connection;
    this.ledger = ledger;
    this.client = client;
    thread = Thread.ofPlatform().name("mqtt-ack-" + connection).daemon().unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  private void run() {
    try {
      while (!closed) {
        send(ledger.takeFinished(1, TimeUnit.SECONDS));
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(AckLedger.Finished finished) {
    MqttAsyncClient now = client.get();
    for (int id : finished.ids()) {
      try {
        // Under an id of an earlier session another message would be acknowledged.
        if (now != null && ledger.isPresent(finished.session())) {
          now.messageArrivedComplete(id, 1);
        }
      } catch (MqttException gone) {
        // The message comes again, and is recognised as a repetition.
        LOG.debug("{} of '{}' was not acknowledged: {}", id, connection, gone.getMessage());
        return;
      }
    }
  }

  /** Ends the thread and sends what is due by then. */
  void close(Duration patience) throws InterruptedException {
    closed = true;
    ledger.close();
    if (thread.isAlive() && !thread.join(patience)) {
      thread.interrupt();
    }
    send(ledger.takeFinished(0, TimeUnit.SECONDS));
  }
}
