@NullMarked
package io.linewatch.model.vibration;

import org.jspecify.annotations.NullMarked;
