@NullMarked
package io.linewatch.domain.series;

import org.jspecify.annotations.NullMarked;
