/** What a process used, what the machine is, and medians: numbers without opinions. */
@NullMarked
package io.linewatch.bench.measure;

import org.jspecify.annotations.NullMarked;
