/** The agent of one gateway: everything is put together here, and taken apart in reverse. */
@NullMarked
package io.linewatch.edge;

import org.jspecify.annotations.NullMarked;
