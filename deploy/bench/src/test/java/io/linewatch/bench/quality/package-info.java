@NullMarked
package io.linewatch.bench.quality;

import org.jspecify.annotations.NullMarked;
