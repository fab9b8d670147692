package io.linewatch.standalone.server;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A camera station of the gateway, whose pictures come over MQTT.
 *
 * @param id of the station
 * @param asset path of the asset it watches
 * @param topic its pictures come on
 * @param model name of the visual model
 * @param digest of its package
 * @param reviewAbove percent of the model's limit above which a person has to look
 * @param rejectAbove percent of the model's limit above which a part is NG
 * @param deadline how long after its picture the gate has to know of a part
 */
public record CameraStation(
    String id,
    String asset,
    String topic,
    String model,
    String digest,
    double reviewAbove,
    double rejectAbove,
    Duration deadline) {
  private static final String CONNECTION = "cameras";

  /** Topic of a gateway's verdicts on the parts of this station. */
  public String verdicts() {
    return "linewatch/" + ConfigFiles.GATEWAY + "/verdicts/" + asset + "/" + id;
  }

  /** The connection for pictures alone, as an entry of {@code mqtt.connections}. */
  public static String connection(String url) {
    return """
        - id: %s
          url: %s
          sources: ["*"]
    """
        .formatted(CONNECTION, url);
  }

  /**
   * The section {@code inspection} of {@code edge.yaml}.
   *
   * @param centre who is told of parts that are not good, and may ask for pictures; null: nobody
   */
  public String inspection(@Nullable String centre) {
    return """
    inspection:
      connection: %s
    %s\
      stations:
        - id: %s
          asset: %s
          topic: %s
          deadline: %s
          recipes:
            - { id: standard, model: %s, digest: "%s", reviewAbove: %s, rejectAbove: %s }
    """
        .formatted(
            CONNECTION,
            centre == null ? "" : "  centre: { url: \"" + centre + "\" }\n",
            id,
            asset,
            topic,
            deadline,
            model,
            digest,
            Double.toString(reviewAbove),
            Double.toString(rejectAbove));
  }
}
