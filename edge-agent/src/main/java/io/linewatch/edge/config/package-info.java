/** The agent's edge.yaml as records; every problem at once. */
@NullMarked
package io.linewatch.edge.config;

import org.jspecify.annotations.NullMarked;
