/** What it costs to make findings durable on a gateway. */
@NullMarked
package io.linewatch.bench.outbox;

import org.jspecify.annotations.NullMarked;
