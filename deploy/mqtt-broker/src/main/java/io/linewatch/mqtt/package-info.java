/** A real MQTT 5 broker as a process of its own, for the demo and the tests. */
@NullMarked
package io.linewatch.mqtt;

import org.jspecify.annotations.NullMarked;
