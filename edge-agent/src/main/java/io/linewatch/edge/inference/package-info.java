/** Models that score feature rows, and how one replaces another without a gap. DJL only here. */
@NullMarked
package io.linewatch.edge.inference;

import org.jspecify.annotations.NullMarked;
