package io.linewatch.standalone.line;

/** One simulated value, in the unit the plant sheet gives the channel. */
public record Sample(Machine machine, String channel, double value) {}
