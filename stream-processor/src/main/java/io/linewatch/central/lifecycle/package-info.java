/** The open alerts of one partition, and what a snapshot says about them. */
@NullMarked
package io.linewatch.central.lifecycle;

import org.jspecify.annotations.NullMarked;
