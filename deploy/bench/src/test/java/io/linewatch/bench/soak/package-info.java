@NullMarked
package io.linewatch.bench.soak;

import org.jspecify.annotations.NullMarked;
