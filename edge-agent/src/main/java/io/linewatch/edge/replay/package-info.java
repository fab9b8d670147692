/** Plays a recording back over MQTT, as if the line were there. */
@NullMarked
package io.linewatch.edge.replay;

import org.jspecify.annotations.NullMarked;
