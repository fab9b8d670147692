/** The agent's pipeline alone, without a broker: what one message costs, and which thread pays. */
@NullMarked
package io.linewatch.bench.pipeline;

import org.jspecify.annotations.NullMarked;
