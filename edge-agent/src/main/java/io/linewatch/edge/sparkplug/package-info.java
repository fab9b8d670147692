/**
 * Sparkplug B 3.0 as a host application sees it: sessions of edge nodes and devices. Pure: the
 * clock is an argument, and what is to be published is handed out.
 */
@NullMarked
package io.linewatch.edge.sparkplug;

import org.jspecify.annotations.NullMarked;
