/**
 * Pictures and what a visual model makes of them: decoded within bounds, prepared the same way in
 * fit and gateway, scored with a heat-map. No clock, no files; what comes in is bytes.
 */
@NullMarked
package io.linewatch.model.visual;

import org.jspecify.annotations.NullMarked;
