@NullMarked
package io.linewatch.domain.decision;

import org.jspecify.annotations.NullMarked;
