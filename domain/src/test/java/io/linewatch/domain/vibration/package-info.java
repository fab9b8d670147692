@NullMarked
package io.linewatch.domain.vibration;

import org.jspecify.annotations.NullMarked;
