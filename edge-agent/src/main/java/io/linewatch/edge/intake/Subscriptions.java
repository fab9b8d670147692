package io.linewatch.edge.intake;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a connection should listen to, and what the broker was told of it. Any thread. */
final class Subscriptions {
  private static final Logger LOG = LoggerFactory.getLogger(Subscriptions.class);

  private final String connection;
  private final int qos;
  private final ReentrantLock lock = new ReentrantLock();

  // Under the lock.
  private List<String> wanted = List.of();
  private Set<String> told = new HashSet<>();

  private volatile String problem = "";

  Subscriptions(String connection, int qos) {
    this.connection = connection;
    this.qos = qos;
  }

  void want(List<String> topicFilters) {
    lock.lock();
    try {
      wanted = List.copyOf(topicFilters);
    } finally {
      lock.unlock();
    }
  }

  /** A new connection: a broker that lost the session says nothing about it. */
  void forget() {
    lock.lock();
    try {
      told.clear();
      problem = "";
    } finally {
      lock.unlock();
    }
  }

  /** Why the broker does not let us listen; empty when it does, or was not asked. */
  String problem() {
    return problem;
  }

  /** Sends what differs between what is wanted and what the broker was told. */
  void bringUpToDate(MqttAsyncClient client) {
    lock.lock();
    try {
      List<String> gone = told.stream().filter(filter -> !wanted.contains(filter)).toList();
      List<String> fresh = wanted.stream().filter(filter -> !told.contains(filter)).toList();
      if (!gone.isEmpty()) {
        client.unsubscribe(gone.toArray(String[]::new));
      }
      if (!fresh.isEmpty()) {
        client.subscribe(
            fresh.stream()
                .map(filter -> new MqttSubscription(filter, qos))
                .toArray(MqttSubscription[]::new),
            null,
            new Outcome(fresh),
            new MqttProperties());
      }
      told = new HashSet<>(wanted);
    } catch (MqttException e) {
      // The connection has just gone; the next one subscribes again.
      LOG.warn("connection '{}' could not subscribe: {}", connection, e.getMessage());
      told.clear();
    } finally {
      lock.unlock();
    }
  }

  private final class Outcome extends ActionOutcome {
    private final List<String> filters;

    Outcome(List<String> filters) {
      this.filters = filters;
    }

    @Override
    void succeeded() {
      problem = "";
    }

    @Override
    void failed(String reason) {
      String text =
          "The broker refuses to let it listen to "
              + filters
              + " ("
              + reason
              + "): nothing comes in. Check the broker's access rules.";
      if (!text.equals(problem)) {
        LOG.warn("connection '{}': {}", connection, text);
      }
      problem = text;
      lock.lock();
      try {
        filters.forEach(told::remove);
      } finally {
        lock.unlock();
      }
    }
  }
}
