/** Child processes: started, watched, ended in order, and found again after a kill. */
@NullMarked
package io.linewatch.standalone.process;

import org.jspecify.annotations.NullMarked;
