/** The central process: composition root of topology, history, plant and console. */
@NullMarked
package io.linewatch.central;

import org.jspecify.annotations.NullMarked;
