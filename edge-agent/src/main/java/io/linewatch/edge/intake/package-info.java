/**
 * Messages from the line, and the promise that an acknowledged one is decided. Paho is known only
 * here and in the local feed.
 */
@NullMarked
package io.linewatch.edge.intake;

import org.jspecify.annotations.NullMarked;
