package io.linewatch.central.historian;

import io.linewatch.domain.plant.ChannelId;

/**
 * Where values of a tag go.
 *
 * @param index counts the channels of an import, from 0
 * @param unit UCUM code, of the plant sheet
 * @param scale what a value is multiplied by first
 * @param offset what is added then
 */
record ImportTarget(int index, ChannelId channel, String unit, double scale, double offset) {
  double value(double written) {
    return written * scale + offset;
  }
}
