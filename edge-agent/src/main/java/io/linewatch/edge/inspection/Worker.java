package io.linewatch.edge.inspection;

import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Thread {@code inspection-N}: owns its stations, and does for them what its queue brings. A defect
 * costs one part its verdict and no more; a runtime that lacks what drawing needs is one too.
 */
final class Worker implements Runnable {
  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);
  private static final long IDLE_NANOS = Duration.ofSeconds(1).toNanos();

  private final PictureQueue queue;
  private final Map<String, Station> stations;
  private final Map<String, StationMeters> meters;
  private final Thread thread;

  Worker(
      int number,
      PictureQueue queue,
      Map<String, Station> stations,
      Map<String, StationMeters> meters) {
    this.queue = queue;
    this.stations = Map.copyOf(stations);
    this.meters = Map.copyOf(meters);
    this.thread = Thread.ofPlatform().name("inspection-" + number).daemon().unstarted(this);
  }

  void start() {
    thread.start();
  }

  @Override
  public void run() {
    try {
      while (!queue.ended()) {
        PictureQueue.Task task = queue.take(IDLE_NANOS);
        if (task != null) {
          serve(task);
        }
        look();
      }
    } catch (InterruptedException stopped) {
      // What was not decided was not acknowledged: it comes again.
      Thread.currentThread().interrupt();
    } catch (StationOutput.OutboxEnded ended) {
      LOG.error("inspection ends: {}", ended.getMessage());
      queue.close();
    }
  }

  private void look() throws InterruptedException {
    for (Station station : stations.values()) {
      try {
        station.look();
      } catch (StationOutput.OutboxEnded ended) {
        throw ended;
      } catch (RuntimeException | LinkageError defect) {
        failed(station.config().id(), "looking at the time", defect);
      }
    }
  }

  private void serve(PictureQueue.Task task) throws InterruptedException {
    switch (task) {
      case PictureQueue.Step step -> step(step);
      case PictureQueue.Shown shown -> show(shown.picture());
    }
  }

  private void step(PictureQueue.Step step) throws InterruptedException {
    try {
      step.body().run(station(step.station()));
    } catch (StationOutput.OutboxEnded ended) {
      throw ended;
    } catch (RuntimeException | LinkageError defect) {
      failed(step.station(), "a step", defect);
    }
  }

  private void failed(String station, String what, Throwable defect) {
    LOG.error("station {}: {} failed", station, what, defect);
    StationMeters counted = meters.get(station);
    if (counted != null) {
      counted.failures.increment();
    }
  }

  private Station station(String id) {
    Station station = stations.get(id);
    if (station == null) {
      throw new IllegalArgumentException("station '" + id + "' is another worker's");
    }
    return station;
  }

  private void show(StationPicture picture) throws InterruptedException {
    try {
      station(picture.station()).take(picture);
    } catch (StationOutput.OutboxEnded ended) {
      throw ended;
    } catch (RuntimeException | LinkageError defect) {
      failed(picture.station(), "judging part " + picture.part(), defect);
      giveUp(picture, defect);
    }
  }

  /** Unacknowledged, it would come again for ever, and hold back all that came after it. */
  private void giveUp(StationPicture picture, Throwable defect) throws InterruptedException {
    try {
      station(picture.station()).giveUp(picture, defect);
    } catch (StationOutput.OutboxEnded ended) {
      throw ended;
    } catch (RuntimeException | LinkageError again) {
      failed(picture.station(), "giving up part " + picture.part(), again);
      picture.receipt().decided(false);
    }
  }

  /**
   * @return whether it has done all that was in its queue
   */
  boolean end(Duration patience) throws InterruptedException {
    queue.close();
    if (!thread.isAlive() || thread.join(patience)) {
      return true;
    }
    thread.interrupt();
    return thread.join(Duration.ofSeconds(1));
  }
}
