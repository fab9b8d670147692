/** Time on the lane: rows and features of a model, and the minutes of a series. */
@NullMarked
package io.linewatch.edge.window;

import org.jspecify.annotations.NullMarked;
