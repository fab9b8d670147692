/** What every bench says at its end: a table for people, one line of JSON for programs. */
@NullMarked
package io.linewatch.bench.report;

import org.jspecify.annotations.NullMarked;
