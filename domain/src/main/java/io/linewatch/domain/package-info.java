/** The plant's words and the pure rules on them. */
@org.jspecify.annotations.NullMarked
package io.linewatch.domain;
