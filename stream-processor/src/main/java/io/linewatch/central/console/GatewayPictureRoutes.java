package io.linewatch.central.console;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.linewatch.central.kafka.GatewayKeys;
import io.linewatch.central.picture.GatewayPictures;
import io.linewatch.central.picture.PictureInbox;
import io.linewatch.central.upload.UploadRefused;
import io.linewatch.domain.recording.Upload;
import io.linewatch.domain.wire.MalformedRecord;
import io.linewatch.domain.wire.PictureRecords;
import java.io.IOException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where gateways tell of parts, ask which pictures are wanted and send them. Programs call it, not
 * people: each request is signed with the gateway's key.
 */
public final class GatewayPictureRoutes implements RouteGroup {
  private static final Logger LOG = LoggerFactory.getLogger(GatewayPictureRoutes.class);

  private final GatewayPictures gateways;
  private final PictureInbox inbox;
  private final GatewayKeys keys;

  public GatewayPictureRoutes(GatewayPictures gateways, PictureInbox inbox, GatewayKeys keys) {
    this.gateways = gateways;
    this.inbox = inbox;
    this.keys = keys;
  }

  @Override
  public void register(RoutesConfig routes, Access access) {
    register(routes);
  }

  /** Without people there is no access to check. */
  public void register(RoutesConfig routes) {
    routes.post("/gateway/pictures/wanted", this::wanted);
    routes.post("/gateway/pictures/{digest}", ctx -> take(ctx, "pictures"));
    routes.post("/gateway/parts/{digest}", ctx -> take(ctx, "parts"));
  }

  private void wanted(Context ctx) {
    SignedPart part = SignedPart.of(ctx, keys, List.of("pictures", "wanted"));
    if (part == null) {
      return;
    }
    try {
      var report = PictureRecords.REPORT.decode(part.bytes());
      ctx.contentType("application/json")
          .result(PictureRecords.WISHES.encode(gateways.wishes(part.gateway(), report)));
    } catch (MalformedRecord malformed) {
      ctx.status(400).result(String.valueOf(malformed.getMessage()));
    } catch (IOException full) {
      diskRefuses(ctx, part, full);
    }
  }

  private void take(Context ctx, String kind) {
    String hex = ctx.pathParam("digest");
    SignedPart part = SignedPart.of(ctx, keys, List.of(kind, hex));
    if (part == null) {
      return;
    }
    if (!hex.equals(part.sha256())) {
      ctx.status(400).result("it must be named by its digest");
      return;
    }
    try {
      Upload.State state =
          kind.equals("parts")
              ? gateways.tell(part.gateway(), hex, part.length(), part.bytes())
              : inbox.take(part.gateway(), hex, part.length(), part.offset(), part.bytes());
      ctx.contentType("application/json").result(Upload.State.CODEC.encode(state));
    } catch (UploadRefused refused) {
      LOG.warn("{}/{} of gateway {}: {}", kind, hex, part.gateway(), refused.getMessage());
      ctx.status(refused.status()).result(String.valueOf(refused.getMessage()));
    } catch (IOException full) {
      diskRefuses(ctx, part, full);
    }
  }

  private static void diskRefuses(Context ctx, SignedPart part, IOException full) {
    LOG.warn("a picture of gateway {}: {}", part.gateway(), full.toString());
    ctx.status(503).result("the centre's disk refuses it; the gateway tries again");
  }
}
