/** The servers and programs of the demo, each as a child process. */
@NullMarked
package io.linewatch.standalone.server;

import org.jspecify.annotations.NullMarked;
