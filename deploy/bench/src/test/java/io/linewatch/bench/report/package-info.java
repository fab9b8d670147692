@NullMarked
package io.linewatch.bench.report;

import org.jspecify.annotations.NullMarked;
