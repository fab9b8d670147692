/**
 * From waveforms to features: pure functions, the same on the gateway and in a bench. Lengths in
 * samples, rates and frequencies in Hz, accelerations in the block's unit unless the name says
 * otherwise.
 */
@NullMarked
package io.linewatch.model.vibration;

import org.jspecify.annotations.NullMarked;
