/** What central.yaml says, read strictly. */
@NullMarked
package io.linewatch.central.config;

import org.jspecify.annotations.NullMarked;
