package io.linewatch.central.cli;

import io.linewatch.central.auth.AuditLog;
import io.linewatch.central.auth.LoginLinks;
import io.linewatch.central.auth.PasswordHasher;
import io.linewatch.central.auth.Role;
import io.linewatch.central.auth.User;
import io.linewatch.central.auth.UserStore;
import io.linewatch.central.config.CentralSettings;
import io.linewatch.central.history.HistoryDatabase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "user",
    description = "People who may log in.",
    subcommands = {UserCommand.Add.class, UserCommand.Link.class})
final class UserCommand {
  @Command(
      name = "add",
      description = {
        "Adds a user, or gives an existing one a new role and password.",
        "The password is the first line of --password-file, or of standard input."
      })
  static final class Add implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "NAME")
    String name;

    @Option(names = "--role", required = true, description = "viewer, operator, engineer or admin")
    String role;

    @Option(names = "--password-file", paramLabel = "FILE", description = "- for standard input")
    @Nullable Path passwordFile;

    @Option(names = "--no-password", description = "logs in by links only")
    boolean noPassword;

    @Override
    public Integer call() throws IOException {
      CentralSettings settings = config.read();
      User user = user();
      char[] password = noPassword ? null : password();
      try (HistoryDatabase database = settings.openDatabase()) {
        Jdbi jdbi = database.jdbi();
        PasswordHasher hasher = PasswordHasher.create(settings.stateDir().resolve("native"));
        try {
          new UserStore(jdbi, hasher, InstantSource.system()).put(user, password);
        } catch (IllegalArgumentException e) {
          throw new BadConfiguration(List.of(String.valueOf(e.getMessage())));
        }
        new AuditLog(jdbi, InstantSource.system())
            .write("command line", "user", user.name(), "role " + user.role(), "");
      }
      print(spec, "user " + user.name() + " has role " + role.toLowerCase(Locale.ROOT));
      return 0;
    }

    private User user() {
      try {
        return new User(name, Role.valueOf(role.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw new BadConfiguration(
            List.of(
                "user '"
                    + name
                    + "' with role '"
                    + role
                    + "': the name must be 1 to 64 letters,"
                    + " digits, '_', '-', '.' or '@', the role viewer, operator, engineer or admin"));
      }
    }

    private char[] password() throws IOException {
      boolean standardInput = passwordFile == null || passwordFile.toString().equals("-");
      byte[] bytes =
          standardInput || passwordFile == null
              ? System.in.readNBytes(4096)
              : bytesOf(passwordFile);
      String text = new String(bytes, StandardCharsets.UTF_8);
      return text.lines().findFirst().orElse("").toCharArray();
    }
  }

  private static byte[] bytesOf(Path passwordFile) {
    try {
      return Files.readAllBytes(passwordFile);
    } catch (IOException e) {
      throw new BadConfiguration(List.of("--password-file: " + passwordFile + " cannot be read"));
    }
  }

  @Command(name = "link", description = "Prints a link that logs in once, within 15 minutes.")
  static final class Link implements Callable<Integer> {
    @Spec CommandSpec spec;
    @Mixin ConfigOption config = new ConfigOption();

    @Parameters(index = "0", paramLabel = "NAME")
    String name;

    @Override
    public Integer call() throws IOException {
      CentralSettings settings = config.read();
      try (HistoryDatabase database = settings.openDatabase()) {
        Jdbi jdbi = database.jdbi();
        PasswordHasher hasher = PasswordHasher.create(settings.stateDir().resolve("native"));
        User user =
            new UserStore(jdbi, hasher, InstantSource.system())
                .find(name)
                .orElseThrow(() ->
                    new BadConfiguration(
                        List.of(
                            "there is no user '"
                                + name
                                + "'; add one with: linewatch-central user add "
                                + name
                                + " --role operator --config …")));
        print(
            spec,
            new LoginLinks(jdbi, InstantSource.system())
                .create(user, settings.config().console().publicUrl()));
      }
      return 0;
    }
  }

  private static void print(CommandSpec spec, String line) {
    spec.commandLine().getOut().println(line);
  }
}
