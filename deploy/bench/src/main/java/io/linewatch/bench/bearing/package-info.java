/** Public bearing records through the agent's own features and decisions; what they cost. */
@NullMarked
package io.linewatch.bench.bearing;

import org.jspecify.annotations.NullMarked;
