/** What a camera station says of a part, and what it rests on. */
@NullMarked
package io.linewatch.domain.inspection;

import org.jspecify.annotations.NullMarked;
