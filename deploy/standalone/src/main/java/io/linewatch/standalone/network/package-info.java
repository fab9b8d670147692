/** Networks as bad as they are in plants, between programs that do not know. */
@NullMarked
package io.linewatch.standalone.network;

import org.jspecify.annotations.NullMarked;
