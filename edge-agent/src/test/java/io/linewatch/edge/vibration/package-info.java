@NullMarked
package io.linewatch.edge.vibration;

import org.jspecify.annotations.NullMarked;
