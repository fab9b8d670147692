/** Brokers and programs under load, each in a process of its own. */
@NullMarked
package io.linewatch.bench.system;

import org.jspecify.annotations.NullMarked;
