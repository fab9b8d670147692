/** What a finding rests on, kept as it came: raw blocks of samples, in a bounded ring on disk. */
@NullMarked
package io.linewatch.edge.evidence;

import org.jspecify.annotations.NullMarked;
