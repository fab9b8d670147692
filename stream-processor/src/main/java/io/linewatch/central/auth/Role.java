package io.linewatch.central.auth;

/** What a person may do; each includes those before it. */
public enum Role {
  /** Sees everything, changes nothing. */
  VIEWER,
  /** Works with alerts. */
  OPERATOR,
  /** Changes limits and the plant, takes alerts out of service. */
  ENGINEER,
  /** Manages users and sees the audit list. */
  ADMIN;

  public boolean covers(Role needed) {
    return compareTo(needed) >= 0;
  }
}
