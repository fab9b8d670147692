/** The headless walk through the product: a fault becomes an alert that people work with. */
@NullMarked
package io.linewatch.standalone.smoke;

import org.jspecify.annotations.NullMarked;
