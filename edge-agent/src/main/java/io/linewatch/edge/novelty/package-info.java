/** What is new about a channel's values: a detector that learns as it judges, and its memory. */
@NullMarked
package io.linewatch.edge.novelty;

import org.jspecify.annotations.NullMarked;
