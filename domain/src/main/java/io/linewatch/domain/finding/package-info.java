/** What a gateway states about an asset or itself; the only way news leaves the line. */
@NullMarked
package io.linewatch.domain.finding;

import org.jspecify.annotations.NullMarked;
