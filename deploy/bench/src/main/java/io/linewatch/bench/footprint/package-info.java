/** {@code footprint}: what the agent takes of a gateway: disk, memory, time to start. */
@NullMarked
package io.linewatch.bench.footprint;

import org.jspecify.annotations.NullMarked;
