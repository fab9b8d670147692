package io.linewatch.domain.config;

import java.util.regex.Pattern;

/** Names people give that also name a file or a folder: nothing that leads elsewhere. */
public final class FileName {
  public static final String RULE =
      "must be 1 to 64 letters a-z, digits, '_' or '-', starting with a letter or digit";

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,63}");

  private FileName() {}

  public static boolean isOne(String name) {
    return FORM.matcher(name).matches();
  }
}
