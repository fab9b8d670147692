@NullMarked
package io.linewatch.edge.sparkplug;

import org.jspecify.annotations.NullMarked;
