package io.linewatch.edge.intake;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;
import org.eclipse.paho.mqttv5.common.packet.UserProperty;
import org.jspecify.annotations.Nullable;

/** User properties of a PUBLISH (MQTT 5, section 3.3.2.3.7). */
final class UserProperties {
  /** More than any form of ours has; the rest is left out. */
  private static final int MOST = 32;

  private UserProperties() {}

  static Map<String, String> of(@Nullable MqttProperties properties) {
    List<UserProperty> user = properties == null ? List.of() : properties.getUserProperties();
    if (user == null || user.isEmpty()) {
      return Map.of();
    }
    Map<String, String> byName = new HashMap<>();
    for (UserProperty property : user.subList(0, Math.min(MOST, user.size()))) {
      byName.put(property.getKey(), property.getValue());
    }
    return byName;
  }
}
