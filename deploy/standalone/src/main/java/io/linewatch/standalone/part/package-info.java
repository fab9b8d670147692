/** Rendered pictures of a stamped part: good ones that vary, and defects nobody was told of. */
@NullMarked
package io.linewatch.standalone.part;

import org.jspecify.annotations.NullMarked;
