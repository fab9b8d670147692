package io.linewatch.standalone.line;

/** The three machines of the simulated line, by their asset names. */
public enum Machine {
  PUMP("pump-101"),
  GEAR_MOTOR("motor-201"),
  PRESS("press-301");

  private final String asset;

  Machine(String asset) {
    this.asset = asset;
  }

  public String asset() {
    return asset;
  }
}
