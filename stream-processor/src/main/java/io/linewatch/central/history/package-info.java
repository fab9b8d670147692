/**
 * What happened, in PostgreSQL: schema, the writer that follows Kafka, the reader, the bulk loader.
 */
@NullMarked
package io.linewatch.central.history;

import org.jspecify.annotations.NullMarked;
