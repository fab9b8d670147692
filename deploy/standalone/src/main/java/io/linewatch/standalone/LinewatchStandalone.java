package io.linewatch.standalone;

/** {@code linewatch-standalone}. */
public final class LinewatchStandalone {
  private LinewatchStandalone() {}

  public static void main(String[] arguments) {
    System.exit(64);
  }
}
