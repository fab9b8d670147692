/** What people work with: the alert, and the pure state machine that moves it (ISA-18.2). */
@NullMarked
package io.linewatch.domain.alert;

import org.jspecify.annotations.NullMarked;
