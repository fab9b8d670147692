@NullMarked
package io.linewatch.edge.window;

import org.jspecify.annotations.NullMarked;
