@NullMarked
package io.linewatch.domain.desired;

import org.jspecify.annotations.NullMarked;
