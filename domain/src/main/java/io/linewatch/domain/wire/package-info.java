/** Every Kafka and MQTT topic as typed constants, and the strict codecs of what travels on them. */
@NullMarked
package io.linewatch.domain.wire;

import org.jspecify.annotations.NullMarked;
