/** How a gateway gets a model package by digest from the store. */
@NullMarked
package io.linewatch.model.client;

import org.jspecify.annotations.NullMarked;
