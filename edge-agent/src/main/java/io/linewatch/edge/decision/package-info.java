/** Detectors: policy and state walked over inputs, and the findings that come of it. */
@NullMarked
package io.linewatch.edge.decision;

import org.jspecify.annotations.NullMarked;
