/** The floor: what the MQTT client alone costs, with nothing done to a message but counting. */
@NullMarked
package io.linewatch.bench.floor;

import org.jspecify.annotations.NullMarked;
