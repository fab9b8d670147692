/** Warns at the line over MQTT, with no network needed. */
@NullMarked
package io.linewatch.edge.local;

import org.jspecify.annotations.NullMarked;
