/** The rules of the house, and the packaged programs against real servers and a real browser. */
@NullMarked
package io.linewatch.system;

import org.jspecify.annotations.NullMarked;
