/** A user's own recording through the full path, and how well it was judged. */
@NullMarked
package io.linewatch.standalone.replay;

import org.jspecify.annotations.NullMarked;
