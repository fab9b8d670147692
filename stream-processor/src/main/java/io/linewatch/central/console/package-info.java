/** The console: JSON API, server-sent events, and the pages. */
@NullMarked
package io.linewatch.central.console;

import org.jspecify.annotations.NullMarked;
