/** The servers as containers, from an image that is built here: no registry is needed. */
@NullMarked
package io.linewatch.system.container;

import org.jspecify.annotations.NullMarked;
