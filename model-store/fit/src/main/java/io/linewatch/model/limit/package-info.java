/**
 * Limits from normal data: how rarely may a normal machine raise an alarm, and which limit keeps to
 * it. Peaks over threshold with a generalised Pareto tail (Pickands, Annals of Statistics 3 (1975)
 * 119–131; Siffer et al., KDD 2017). Pure.
 */
@NullMarked
package io.linewatch.model.limit;

import org.jspecify.annotations.NullMarked;
