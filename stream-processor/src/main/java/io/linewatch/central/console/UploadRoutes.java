package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.recording.RecordingInbox;
import io.linewatch.central.upload.UploadRefused;
import io.linewatch.domain.recording.Upload;
import java.io.IOException;
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
    String recording = ctx.pathParam("recording");
    String file = ctx.pathParam("file");
    SignedPart part = SignedPart.of(ctx, keys, List.of(recording, file));
    if (part == null) {
      return;
    }
    try {
      answer(
          ctx,
          new Upload(part.gateway(), recording, file, part.length(), part.sha256()),
          part.offset(),
          part.bytes());
    } catch (IllegalArgumentException malformed) {
      ctx.status(400).result(String.valueOf(malformed.getMessage()));
    }
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
}
