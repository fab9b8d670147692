/**
 * The live feed: a bounded ring of alert events whose cursor is a vector of offsets, and commands
 * with replies.
 */
@NullMarked
package io.linewatch.central.feed;

import org.jspecify.annotations.NullMarked;
