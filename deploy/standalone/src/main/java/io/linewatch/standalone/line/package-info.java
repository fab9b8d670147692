/** A simulated production line: physically plausible, noisy, with a fault nobody is told about. */
@NullMarked
package io.linewatch.standalone.line;

import org.jspecify.annotations.NullMarked;
