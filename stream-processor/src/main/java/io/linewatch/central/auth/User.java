package io.linewatch.central.auth;

import java.util.regex.Pattern;

/** A person who may log in. */
public record User(String name, Role role) {
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{N}_.@\\-]{0,63}");

  public User {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "user name '" + name + "' must be 1 to 64 letters, digits, '_', '-', '.' or '@'");
    }
  }
}
