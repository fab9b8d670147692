@NullMarked
package io.linewatch.domain.recording;

import org.jspecify.annotations.NullMarked;
