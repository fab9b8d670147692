/** The one document that tells a gateway all it should be doing. */
@NullMarked
package io.linewatch.domain.desired;

import org.jspecify.annotations.NullMarked;
