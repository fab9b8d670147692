@NullMarked
package io.linewatch.bench.visual;

import org.jspecify.annotations.NullMarked;
