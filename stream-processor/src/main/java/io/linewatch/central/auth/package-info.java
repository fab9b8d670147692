/** Who may do what: users, sessions, login links, throttling, and the record of every change. */
@NullMarked
package io.linewatch.central.auth;

import org.jspecify.annotations.NullMarked;
