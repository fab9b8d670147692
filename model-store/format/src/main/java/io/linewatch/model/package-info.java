/** Model packages: what they are, how they are fitted, kept and fetched. */
@NullMarked
package io.linewatch.model;

import org.jspecify.annotations.NullMarked;
