@NullMarked
package io.linewatch.bench.publish;

import org.jspecify.annotations.NullMarked;
