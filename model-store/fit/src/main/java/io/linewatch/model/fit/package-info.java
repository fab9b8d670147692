/**
 * Learns what normal running looks like from a recording: principal components, Hotelling's T² and
 * the squared prediction error, with limits from held-out normal data.
 */
@NullMarked
package io.linewatch.model.fit;

import org.jspecify.annotations.NullMarked;
