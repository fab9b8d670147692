@NullMarked
package io.linewatch.bench.bearing;

import org.jspecify.annotations.NullMarked;
