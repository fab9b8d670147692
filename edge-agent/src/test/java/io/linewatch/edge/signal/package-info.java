@NullMarked
package io.linewatch.edge.signal;

import org.jspecify.annotations.NullMarked;
