/** {@code import}: what it takes to bring a historian's export into history. */
@NullMarked
package io.linewatch.bench.historian;

import org.jspecify.annotations.NullMarked;
