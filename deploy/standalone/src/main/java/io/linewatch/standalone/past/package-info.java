/** Thirty days of history, made by the same decision classes that decide live. */
@NullMarked
package io.linewatch.standalone.past;

import org.jspecify.annotations.NullMarked;
