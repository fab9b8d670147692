/** When a value is wrong: policies, and the one pure decision that walks them (ISA-18.2). */
@NullMarked
package io.linewatch.domain.decision;

import org.jspecify.annotations.NullMarked;
