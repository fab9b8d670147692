package io.linewatch.standalone.server;

import io.linewatch.standalone.process.StartFailed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the demo asks of {@code linewatch-central} on the command line, as an installer would. */
public final class CentralCommands {
  private final Programs programs;
  private final Path folder;
  private final String config;

  public CentralCommands(Programs programs, Path folder, Path config) {
    this.programs = programs;
    this.folder = folder;
    this.config = config.toString();
  }

  /** Creates the topics; safe to repeat. */
  public void applyTopics() throws IOException, InterruptedException {
    run("topics", "apply", "--config", config);
  }

  /** Makes the sheet the plant, all or nothing. */
  public void applyPlant(Path sheet) throws IOException, InterruptedException {
    run("plant", "apply", sheet.toString(), "--config", config);
  }

  /** Adds an account for each role, named like it, that logs in by links only. */
  public int addUsers(List<String> roles) throws IOException, InterruptedException {
    for (String role : roles) {
      run("user", "add", role, "--role", role, "--no-password", "--config", config);
    }
    return roles.size();
  }

  /** The command that prints a new link, ready to be pasted. */
  public String linkCommand(String user) {
    return "'"
        + programs.script(Programs.Program.CENTRAL)
        + "' user link "
        + user
        + " --config '"
        + config
        + "'";
  }

  /** A link that logs this user in, once. */
  public String link(String user) throws IOException, InterruptedException {
    String text = run("user", "link", user, "--config", config);
    return text.lines()
        .map(String::strip)
        .filter(line -> line.contains("/link#"))
        .map(line -> line.substring(line.indexOf("http")))
        .reduce((first, last) -> last)
        .orElseThrow(
            () -> new StartFailed("linewatch-central user link printed no link:\n" + text));
  }

  private String run(String... words) throws IOException, InterruptedException {
    return programs.runOrFail(folder, Programs.Program.CENTRAL, words).text();
  }
}
