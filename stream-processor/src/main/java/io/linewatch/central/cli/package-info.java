/** The command line of the central processor. */
@NullMarked
package io.linewatch.central.cli;

import org.jspecify.annotations.NullMarked;
