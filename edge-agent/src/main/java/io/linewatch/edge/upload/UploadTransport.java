package io.linewatch.edge.upload;

import java.io.IOException;
import java.util.Map;

/** Carries one part to the centre; a test's own may be cut. */
@FunctionalInterface
public interface UploadTransport {
  /**
   * @param path below the centre's address
   * @throws IOException when nobody answered; the part may have arrived all the same
   */
  Reply send(String path, Map<String, String> headers, byte[] part)
      throws IOException, InterruptedException;

  /** What the centre answered. */
  record Reply(int status, byte[] body) {}
}
