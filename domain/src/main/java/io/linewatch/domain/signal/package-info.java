/** What sensors say: readings and their quality. */
@NullMarked
package io.linewatch.domain.signal;

import org.jspecify.annotations.NullMarked;
