/**
 * Text to records and back, strictly: every mistake at once, each with its place and the nearest
 * valid word. Configuration files, plant sheets and what travels on Kafka are all read this way.
 */
@NullMarked
package io.linewatch.domain.config;

import org.jspecify.annotations.NullMarked;
