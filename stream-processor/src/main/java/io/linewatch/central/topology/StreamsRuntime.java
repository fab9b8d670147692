package io.linewatch.central.topology;

import io.linewatch.central.kafka.KafkaTopics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KafkaStreams.State;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.MissingSourceTopicException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the topology. A thread that dies is replaced, a bounded number of times; after that the
 * client stops and health is red until the process is restarted.
 */
public final class StreamsRuntime implements AutoCloseable {
  /** Threads replaced before we give up. */
  static final int MAX_REPLACEMENTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(StreamsRuntime.class);
  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(20);

  /** How long a processor that was killed holds its partitions: alerts wait that long. */
  private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

  private static final Duration HEARTBEAT = Duration.ofSeconds(3);

  /** Events are a kilobyte and much alike: Kafka's own 16 KiB would send a dozen at a time. */
  private static final int PRODUCER_BATCH_BYTES = 1 << 17;

  private final KafkaStreams streams;
  private final KafkaStreamsMetrics metrics;
  private final Object lock = new Object();
  private int replacements; // guarded by lock
  private volatile @Nullable String lastFailure;

  public StreamsRuntime(StreamsSettings settings, Topology topology, MeterRegistry registry) {
    this.streams = new KafkaStreams(topology, properties(settings));
    this.streams.setUncaughtExceptionHandler(this::onUncaught);
    this.metrics = new KafkaStreamsMetrics(streams);
    this.metrics.bindTo(registry);
  }

  /** Returns at once; {@link #health} tells when findings flow. */
  public void start() {
    streams.start();
  }

  /** Any thread. */
  public StreamsHealth health() {
    State state = streams.state();
    String failure = lastFailure;
    return switch (state) {
      case RUNNING -> new StreamsHealth(true, state.name(), "findings become alerts");
      case CREATED, REBALANCING ->
          new StreamsHealth(
              false,
              state.name(),
              "starting, or taking over partitions"
                  + (failure == null ? "" : "; last: " + failure));
      case PENDING_SHUTDOWN, NOT_RUNNING -> new StreamsHealth(false, state.name(), "stopped");
      case ERROR, PENDING_ERROR ->
          new StreamsHealth(
              false,
              state.name(),
              "findings no longer become alerts: "
                  + (failure == null ? "see the log" : failure)
                  + "; put it right and restart this program");
    };
  }

  @Override
  public void close() {
    metrics.close();
    // Leaving the group lets the next start take the partitions at once, not after a time-out.
    CloseOptions leaving =
        CloseOptions.timeout(CLOSE_TIMEOUT)
            .withGroupMembershipOperation(CloseOptions.GroupMembershipOperation.LEAVE_GROUP);
    if (!streams.close(leaving)) {
      LOG.warn("the alert topology did not stop within {}", CLOSE_TIMEOUT);
    }
  }

  static Properties properties(StreamsSettings settings) {
    Properties properties = new Properties();
    properties.putAll(settings.properties());
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, "linewatch-" + settings.site());
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrap());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.stateDir().toString());
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.threads());
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int) settings.replication());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(
        StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, SkipOversize.class.getName());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
        (int) SESSION_TIMEOUT.toMillis());
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG),
        (int) HEARTBEAT.toMillis());
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG),
        KafkaTopics.MAX_DEAD_LETTER_BYTES);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), PRODUCER_BATCH_BYTES);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "lz4");
    return properties;
  }

  private StreamThreadExceptionResponse onUncaught(Throwable failure) {
    Throwable cause = failure.getCause() == null ? failure : failure.getCause();
    lastFailure = String.valueOf(cause.getMessage());
    if (cause instanceof MissingSourceTopicException
        || failure instanceof MissingSourceTopicException) {
      lastFailure = "a topic is missing; run: linewatch-central topics apply";
      LOG.error("{}", lastFailure, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    int count;
    synchronized (lock) {
      count = ++replacements;
    }
    if (count > MAX_REPLACEMENTS) {
      LOG.error("a stream thread died for the {}th time; giving up", count, failure);
      return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
    LOG.error("a stream thread died ({} of {}); replacing it", count, MAX_REPLACEMENTS, failure);
    return StreamThreadExceptionResponse.REPLACE_THREAD;
  }
}
