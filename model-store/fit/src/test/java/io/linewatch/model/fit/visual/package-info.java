@NullMarked
package io.linewatch.model.fit.visual;

import org.jspecify.annotations.NullMarked;
