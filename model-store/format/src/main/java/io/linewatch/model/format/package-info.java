/**
 * The model package: what a model needs and says ({@code ModelSpec}), and the content-addressed OCI
 * layout it lies in. Every byte read is checked against its digest and a bound before it is used.
 */
@NullMarked
package io.linewatch.model.format;

import org.jspecify.annotations.NullMarked;
