package io.linewatch.edge.intake;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.common.packet.MqttPublish;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What comes over one connection goes to its handler, one message after the other. Called on the
 * receiver thread of the session; that of an earlier session may still be in the handler when the
 * present one's brings its first message, which then waits.
 */
final class Delivery {
  private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

  private final String connection;
  private final AckLedger ledger;
  private final InstantSource clock;
  private final Counter messages;
  private final ReentrantLock oneAtATime = new ReentrantLock();

  private volatile Intake.@Nullable Handler handler;
  private volatile boolean taking = true;

  Delivery(String connection, AckLedger ledger, MeterRegistry metrics, InstantSource clock) {
    this.connection = connection;
    this.ledger = ledger;
    this.clock = clock;
    messages =
        Counter.builder("linewatch.edge.intake.messages")
            .tag("connection", connection)
            .register(metrics);
  }

  void to(Intake.Handler taker) {
    handler = taker;
  }

  /** What comes from now on stays unacknowledged: it comes again after the next start. */
  void stop() {
    taking = false;
  }

  /**
   * @param session in which it came
   */
  void take(long session, MqttPublish publish) {
    Intake.Handler taker = handler;
    if (!taking || taker == null) {
      return;
    }
    try {
      oneAtATime.lockInterruptibly();
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return;
    }
    try {
      InboundMessage.Receipt receipt = InboundMessage.Receipt.NONE;
      if (publish.getQoS() != 0) {
        receipt = ledger.accept(session, publish.getMessageId());
        if (receipt == null) {
          return;
        }
      }
      messages.increment();
      taker.onMessage(
          new InboundMessage(
              connection,
              publish.getTopicName(),
              publish.getPayload(),
              UserProperties.of(publish.getProperties()),
              clock.instant(),
              receipt));
    } catch (InterruptedException stopping) {
      // The thread is stopped when the connection goes; the message comes again.
      Thread.currentThread().interrupt();
    } catch (RuntimeException defect) {
      // Thrown on, it would cost the connection. It stays unacknowledged, and comes again.
      LOG.error("a message on {} could not be taken", publish.getTopicName(), defect);
    } finally {
      oneAtATime.unlock();
    }
  }
}
