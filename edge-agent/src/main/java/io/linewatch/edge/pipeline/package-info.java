/**
 * One reading's way through the gateway; {@link io.linewatch.edge.pipeline.EdgePipeline} lists the
 * stages in order.
 */
@NullMarked
package io.linewatch.edge.pipeline;

import org.jspecify.annotations.NullMarked;
