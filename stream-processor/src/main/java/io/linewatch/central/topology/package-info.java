/** Findings and commands become alerts: the Kafka Streams topology and the client that runs it. */
@NullMarked
package io.linewatch.central.topology;

import org.jspecify.annotations.NullMarked;
