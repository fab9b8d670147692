/** Topics, signatures of records, and the dead letter: what every consumer at the centre shares. */
@NullMarked
package io.linewatch.central.kafka;

import org.jspecify.annotations.NullMarked;
