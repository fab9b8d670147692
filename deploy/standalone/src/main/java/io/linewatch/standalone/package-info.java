/** The whole system on one machine: servers, programs, a simulated line, in one folder of state. */
@NullMarked
package io.linewatch.standalone;

import org.jspecify.annotations.NullMarked;
