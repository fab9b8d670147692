package io.linewatch.edge.inspection;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** How full the stations' queues are, beside their bounds. */
final class WaitingMeters {
  private WaitingMeters() {}

  /**
   * @param worker whose queue it is, from 0 on
   */
  static void bind(int worker, PictureQueue queue, MeterRegistry registry) {
    Gauge.builder("linewatch.inspection.waiting", queue, PictureQueue::pictures)
        .description("pictures that wait for their worker")
        .tag("worker", Integer.toString(worker))
        .register(registry);
    Gauge.builder("linewatch.inspection.waiting.bytes", queue, PictureQueue::bytes)
        .description("of pictures that wait for their worker; bound inspection.waitingMegabytes")
        .tag("worker", Integer.toString(worker))
        .register(registry);
  }

  static void bind(Deadlines deadlines, MeterRegistry registry) {
    Gauge.builder("linewatch.inspection.parts.open", deadlines, Deadlines::size)
        .description("parts whose deadline runs; bound " + Deadlines.MAX_PARTS)
        .register(registry);
    FunctionCounter.builder("linewatch.inspection.parts.forgotten", deadlines, Deadlines::forgotten)
        .description("parts whose deadline is not watched: there were too many")
        .register(registry);
  }
}
