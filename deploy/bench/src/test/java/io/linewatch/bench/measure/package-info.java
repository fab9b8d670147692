@NullMarked
package io.linewatch.bench.measure;

import org.jspecify.annotations.NullMarked;
