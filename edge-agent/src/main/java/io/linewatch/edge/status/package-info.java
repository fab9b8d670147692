/** The status page, health and metrics of one gateway. */
@NullMarked
package io.linewatch.edge.status;

import org.jspecify.annotations.NullMarked;
