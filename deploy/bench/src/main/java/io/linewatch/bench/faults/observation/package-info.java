/** What came out: the findings and alerts topics, the live feed, history, memory. */
@NullMarked
package io.linewatch.bench.faults.observation;

import org.jspecify.annotations.NullMarked;
