package io.linewatch.edge.inspection;

import io.linewatch.edge.config.InspectionConfig;
import io.linewatch.edge.config.StationConfig;
import io.linewatch.model.visual.PictureMemory;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The threads that judge. Each has its share of the stations, one queue for all of them, and memory
 * for one picture.
 */
final class Workers {

  /** Makes a station whose worker decodes into this memory. */
  @FunctionalInterface
  interface Making {
    Station of(StationConfig station, PictureMemory memory)
        throws IOException, InterruptedException;
  }

  private final Map<String, PictureQueue> queues = new HashMap<>();
  private final List<Station> stations = new ArrayList<>();
  private final List<Worker> workers = new ArrayList<>();

  /**
   * Not started.
   *
   * @param meters by station
   */
  Workers(
      InspectionConfig config,
      Map<String, StationMeters> meters,
      MeterRegistry metrics,
      Making making)
      throws IOException, InterruptedException {
    int threads = config.threadsOrDefault();
    List<Map<String, Station>> shares = new ArrayList<>();
    List<PictureQueue> waiting = new ArrayList<>();
    List<PictureMemory> memories = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      shares.add(new HashMap<>());
      waiting.add(new PictureQueue(config.waitingBytes() / threads));
      memories.add(new PictureMemory());
      WaitingMeters.bind(i, waiting.get(i), metrics);
    }
    for (StationConfig station : config.stations()) {
      int worker = stations.size() % threads;
      Station made = making.of(station, memories.get(worker));
      stations.add(made);
      queues.put(station.id(), waiting.get(worker));
      shares.get(worker).put(station.id(), made);
    }
    for (int i = 0; i < threads; i++) {
      workers.add(new Worker(i, waiting.get(i), shares.get(i), meters));
    }
  }

  /** All of them, as they are configured. */
  List<Station> stations() {
    return stations;
  }

  /** What waits for a station's worker. */
  PictureQueue queue(String station) {
    PictureQueue queue = queues.get(station);
    if (queue == null) {
      throw new IllegalArgumentException("there is no station '" + station + "'");
    }
    return queue;
  }

  void start() {
    workers.forEach(Worker::start);
  }

  /**
   * @return whether each has done all that was in its queue
   */
  boolean end(Duration patience) throws InterruptedException {
    boolean all = true;
    for (Worker worker : workers) {
      all &= worker.end(patience.dividedBy(workers.size()));
    }
    return all;
  }
}
