/** How long a reading takes to a browser, beside a bare MQTT, Kafka and consumer chain. */
@NullMarked
package io.linewatch.bench.latency;

import org.jspecify.annotations.NullMarked;
