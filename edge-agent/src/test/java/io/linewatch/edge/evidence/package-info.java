@NullMarked
package io.linewatch.edge.evidence;

import org.jspecify.annotations.NullMarked;
