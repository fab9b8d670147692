package io.linewatch.central.auth;

import de.mkammerer.argon2.Argon2;
import de.mkammerer.argon2.Argon2Factory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/** Argon2id with OWASP's parameters (19 MiB, 2 passes, 1 lane). Any thread. */
public final class PasswordHasher {
  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  public static final int MIN_LENGTH = 10;
  public static final int MAX_LENGTH = 256;

  private final Argon2 argon2;
  private final String hashOfNobody;

  /** Two at a time: a storm of log-ins must not take all processors and memory. */
  private final Semaphore running = new Semaphore(2);

  private PasswordHasher(Argon2 argon2) {
    this.argon2 = argon2;
    this.hashOfNobody = hash("a password that nobody has".toCharArray());
  }

  /**
   * @param nativeDir where the native library may be unpacked and run; /tmp may forbid that
   */
  public static PasswordHasher create(Path nativeDir) throws IOException {
    if (System.getProperty("jna.tmpdir") == null) {
      Files.createDirectories(nativeDir);
      System.setProperty("jna.tmpdir", nativeDir.toAbsolutePath().toString());
    }
    return new PasswordHasher(Argon2Factory.create(Argon2Factory.Argon2Types.ARGON2id));
  }

  /** Wipes the password. */
  public String hash(char[] password) {
    running.acquireUninterruptibly();
    try {
      return argon2.hash(PASSES, MEMORY_KIB, LANES, password);
    } finally {
      argon2.wipeArray(password);
      running.release();
    }
  }

  /**
   * Takes as long for an unknown user (null hash) as for a wrong password, so that time does not
   * tell who exists. Wipes the password.
   */
  public boolean matches(@Nullable String hash, char[] password) {
    running.acquireUninterruptibly();
    try {
      boolean equal = argon2.verify(hash == null ? hashOfNobody : hash, password);
      return equal && hash != null;
    } finally {
      argon2.wipeArray(password);
      running.release();
    }
  }
}
