package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.central.recording.UploadRefused;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.GatewayKey;
import io.linewatch.domain.wire.UploadSignature;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where gateways send recordings. Programs call it, not people: each request is signed with the
 * gateway's key, and nothing of it is used before the signature is right. Anybody else learns only
 * that.
 */
public final class UploadRoutes implements RouteGroup {
  private static final Logger LOG = LoggerFactory.getLogger(UploadRoutes.class);
  private static final int MAX_DIGITS = 12;

  private final RecordingInbox inbox;
  private final GatewayKeys keys;

  public UploadRoutes(RecordingInbox inbox, GatewayKeys keys) {
    this.inbox = inbox;
    this.keys = keys;
  }

  @Override
  public void register(RoutesConfig routes, Access access) {
    register(routes);
  }

  /** Without people there is no access to check. */
  public void register(RoutesConfig routes) {
    routes.post("/gateway/recordings/{recording}/{file}", this::take);
  }

  private void take(Context ctx) {
    Upload upload;
    long offset;
    int version;
    try {
      upload =
          new Upload(
              URLDecoder.decode(
                  header(ctx, UploadSignature.GATEWAY_HEADER), StandardCharsets.UTF_8),
              ctx.pathParam("recording"),
              ctx.pathParam("file"),
              number(ctx, UploadSignature.LENGTH_HEADER),
              header(ctx, UploadSignature.SHA256_HEADER));
      offset = number(ctx, UploadSignature.OFFSET_HEADER);
      version = Math.toIntExact(number(ctx, UploadSignature.KEY_VERSION_HEADER));
    } catch (IllegalArgumentException | ArithmeticException malformed) {
      ctx.status(400).result(String.valueOf(malformed.getMessage()));
      return;
    }
    byte[] part = ctx.bodyAsBytes();
    if (part.length > Upload.MAX_PART_BYTES) {
      ctx.status(413).result("a part has at most " + Upload.MAX_PART_BYTES + " bytes");
    } else if (!isSigned(ctx, upload, version, offset, part)) {
      ctx.status(401).result("the signature is not the gateway's: check key.file and key.version");
    } else {
      answer(ctx, upload, offset, part);
    }
  }

  private boolean isSigned(Context ctx, Upload upload, int version, long offset, byte[] part) {
    String mac = header(ctx, UploadSignature.MAC_HEADER);
    GatewayKey key =
        switch (keys.find(upload.gateway(), version)) {
          case GatewayKeys.Answer.Key(GatewayKey known) -> known;
          case GatewayKeys.Answer.Revoked _ -> null;
        };
    return key != null
        && UploadSignature.verify(
            key,
            mac,
            new UploadSignature.Part(
                List.of(upload.recording(), upload.file()),
                upload.length(),
                upload.sha256(),
                offset,
                part));
  }

  private void answer(Context ctx, Upload upload, long offset, byte[] part) {
    try {
      Upload.State state = inbox.take(upload, offset, part);
      ctx.contentType("application/json").result(Upload.State.CODEC.encode(state));
    } catch (UploadRefused refused) {
      LOG.warn("{} of gateway {}: {}", upload.file(), upload.gateway(), refused.getMessage());
      ctx.status(refused.status()).result(String.valueOf(refused.getMessage()));
    } catch (IOException full) {
      LOG.warn("{} of gateway {}: {}", upload.file(), upload.gateway(), full.toString());
      ctx.status(503).result("the centre's disk refuses it; the gateway tries again");
    }
  }

  private static String header(Context ctx, String name) {
    String value = ctx.header(name);
    return value == null ? "" : value;
  }

  private static long number(Context ctx, String name) {
    String digits = header(ctx, name);
    if (!digits.matches("[0-9]{1," + MAX_DIGITS + "}")) {
      throw new IllegalArgumentException(name + " must be a number");
    }
    return Long.parseLong(digits);
  }
}
