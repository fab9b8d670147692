/** What people say of pictures: labelled, approved by a second person, exported for a fit. */
@NullMarked
package io.linewatch.central.feedback;

import org.jspecify.annotations.NullMarked;
