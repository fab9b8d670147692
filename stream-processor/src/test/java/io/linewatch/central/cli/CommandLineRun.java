package io.linewatch.central.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** What one call of the command line printed, and its exit code. */
public record CommandLineRun(int code, String out, String err) {
  public static CommandLineRun of(Object... arguments) {
    String[] texts = new String[arguments.length];
    for (int i = 0; i < texts.length; i++) {
      texts[i] = arguments[i].toString();
    }
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code =
        LinewatchCentral.commandLine()
            .setOut(new PrintWriter(out))
            .setErr(new PrintWriter(err))
            .execute(texts);
    return new CommandLineRun(code, out.toString(), err.toString());
  }
}
