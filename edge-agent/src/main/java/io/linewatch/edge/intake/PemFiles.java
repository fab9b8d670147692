package io.linewatch.edge.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** TLS from PEM files, as the plant's own certificate authority hands them out. */
final class PemFiles {
  private static final long MAX_BYTES = 1 << 20;
  private static final char[] NO_PASSWORD = new char[0];

  private PemFiles() {}

  /**
   * @param caFile authorities to trust; null for those the JDK trusts
   * @param certificateFile the client's certificate and its chain; null for none
   * @param keyFile its PKCS #8 key, not encrypted; present exactly when the certificate is
   * @throws IOException with what is wrong and what to do
   */
  static SSLSocketFactory socketFactory(
      @Nullable Path caFile, @Nullable Path certificateFile, @Nullable Path keyFile)
      throws IOException {
    try {
      TrustManager @Nullable [] trust = caFile == null ? null : trust(caFile);
      KeyManager @Nullable [] keys =
          certificateFile == null || keyFile == null ? null : keys(certificateFile, keyFile);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keys, trust, null);
      return new NoDelaySslSocketFactory(context.getSocketFactory());
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private static TrustManager[] trust(Path caFile) throws IOException, GeneralSecurityException {
    KeyStore store = emptyStore();
    int number = 0;
    for (Certificate certificate : certificates(caFile)) {
      store.setCertificateEntry("ca-" + number++, certificate);
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  private static KeyManager[] keys(Path certificateFile, Path keyFile)
      throws IOException, GeneralSecurityException {
    Collection<? extends Certificate> chain = certificates(certificateFile);
    KeyStore store = emptyStore();
    store.setKeyEntry(
        "client", privateKey(keyFile), NO_PASSWORD, chain.toArray(Certificate[]::new));
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file) throws IOException {
    requireSmall(file);
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new IOException("no certificate is in " + file + "; it must be PEM");
      }
      return found;
    } catch (GeneralSecurityException e) {
      throw new IOException("the certificates in " + file + " cannot be read; they must be PEM", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException, GeneralSecurityException {
    requireSmall(file);
    String pem = Files.readString(file, StandardCharsets.US_ASCII);
    String begin = "-----BEGIN PRIVATE KEY-----";
    int from = pem.indexOf(begin);
    int to = pem.indexOf("-----END PRIVATE KEY-----");
    if (from < 0 || to < from) {
      throw new IOException(
          "no unencrypted PKCS #8 key is in "
              + file
              + "; make one by: openssl pkcs8 -topk8 -nocrypt -in OLD -out NEW");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.substring(from + begin.length(), to));
    try {
      PrivateKey key = decode(new PKCS8EncodedKeySpec(der));
      if (key == null) {
        throw new IOException("the key in " + file + " is neither RSA, EC nor Ed25519");
      }
      return key;
    } finally {
      Arrays.fill(der, (byte) 0);
    }
  }

  /** The form does not say by itself of which kind a key is: whoever understands it is right. */
  private static @Nullable PrivateKey decode(PKCS8EncodedKeySpec spec)
      throws GeneralSecurityException {
    PrivateKey key = null;
    for (String algorithm : List.of("RSA", "EC", "Ed25519")) {
      try {
        key = key == null ? KeyFactory.getInstance(algorithm).generatePrivate(spec) : key;
      } catch (InvalidKeySpecException ofAnotherKind) {
        key = null;
      }
    }
    return key;
  }

  private static void requireSmall(Path file) throws IOException {
    if (Files.size(file) > MAX_BYTES) {
      throw new IOException(file + " is larger than " + MAX_BYTES + " bytes: not a PEM file");
    }
  }
}
