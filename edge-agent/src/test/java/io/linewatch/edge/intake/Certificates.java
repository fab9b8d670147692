package io.linewatch.edge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A plant's own certificate authority as PEM files, made by the JDK's keytool: a broker for
 * 127.0.0.1, a client, and an authority that has nothing to do with either.
 */
public final class Certificates {
  private static final String PASSWORD = "only-for-tests";

  public final Path ca;
  public final Path otherCa;
  public final Path broker;
  public final Path brokerKey;
  public final Path client;
  public final Path clientKey;

  public Certificates(Path folder) throws Exception {
    Path keys = folder.resolve("keys.p12");
    generate(keys, "ca", "-dname", "CN=Plant CA", "-ext", "bc:c=ca:true", "-ext", "ku=keyCertSign");
    generate(keys, "other", "-dname", "CN=Another CA", "-ext", "bc:c=ca:true");
    generate(keys, "broker", "-dname", "CN=broker", "-signer", "ca", "-ext", "san=ip:127.0.0.1");
    generate(keys, "stranger", "-dname", "CN=broker", "-signer", "ca", "-ext", "san=dns:elsewhere");
    generate(keys, "client", "-dname", "CN=gw-1", "-signer", "ca");
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    ca = certificate(folder, store, "ca");
    otherCa = certificate(folder, store, "other");
    broker = certificate(folder, store, "broker");
    brokerKey = key(folder, store, "broker");
    certificate(folder, store, "stranger");
    key(folder, store, "stranger");
    client = certificate(folder, store, "client");
    clientKey = key(folder, store, "client");
  }

  /** Lines for a broker that speaks TLS alone. */
  public String brokerLines() {
    return brokerLines("broker");
  }

  /** The same with a certificate that names another host. */
  public String strangerLines() {
    return brokerLines("stranger");
  }

  private String brokerLines(String alias) {
    return """
    cafile %s
    certfile %s
    keyfile %s
    """
        .formatted(ca, ca.resolveSibling(alias + ".pem"), ca.resolveSibling(alias + ".key"));
  }

  private static void generate(Path store, String alias, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-genkeypair", "-alias", alias, "-keyalg", "EC"));
    command.addAll(List.of("-groupname", "secp256r1", "-validity", "3650"));
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    command.addAll(List.of(more));
    Process keytool = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(keytool.waitFor()).as(said).isZero();
  }

  private static Path certificate(Path folder, KeyStore store, String alias)
      throws GeneralSecurityException, IOException {
    Certificate certificate = store.getCertificate(alias);
    return pem(folder.resolve(alias + ".pem"), "CERTIFICATE", certificate.getEncoded());
  }

  private static Path key(Path folder, KeyStore store, String alias)
      throws GeneralSecurityException, IOException {
    byte[] pkcs8 = store.getKey(alias, PASSWORD.toCharArray()).getEncoded();
    return pem(folder.resolve(alias + ".key"), "PRIVATE KEY", pkcs8);
  }

  private static Path pem(Path file, String kind, byte[] der) throws IOException {
    String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
  }
}
