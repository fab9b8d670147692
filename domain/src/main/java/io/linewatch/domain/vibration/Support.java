package io.linewatch.domain.vibration;

/** How a machine stands: flexible when its support's lowest resonance lies below its speed. */
public enum Support {
  RIGID,
  FLEXIBLE
}
