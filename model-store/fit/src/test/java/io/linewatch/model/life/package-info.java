@NullMarked
package io.linewatch.model.life;

import org.jspecify.annotations.NullMarked;
