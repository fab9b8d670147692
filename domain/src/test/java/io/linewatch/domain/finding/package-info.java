@NullMarked
package io.linewatch.domain.finding;

import org.jspecify.annotations.NullMarked;
