@NullMarked
package io.linewatch.edge.quality;

import org.jspecify.annotations.NullMarked;
