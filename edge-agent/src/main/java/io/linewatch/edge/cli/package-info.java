/** The linewatch-edge program. */
@NullMarked
package io.linewatch.edge.cli;

import org.jspecify.annotations.NullMarked;
