@NullMarked
package io.linewatch.model.visual;

import org.jspecify.annotations.NullMarked;
