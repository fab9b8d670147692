package io.linewatch.edge.config;

import static io.linewatch.edge.config.InspectionConfig.require;

import java.util.List;

/** What the connection of the camera stations must be like. */
final class InspectionConnection {
  private InspectionConnection() {}

  static void check(InspectionConfig inspection, List<MqttConnection> connections) {
    String wanted = inspection.connection();
    List<String> ids = connections.stream().map(MqttConnection::id).toList();
    require(
        ids.contains(wanted),
        "inspection.connection '" + wanted + "' is none of mqtt.connections: " + ids);
    require(
        connections.size() > 1,
        "inspection.connection must be a connection of its own, beside that of the sensors: a"
            + " picture must not hold a reading back");
    MqttConnection connection = connections.get(ids.indexOf(wanted));
    require(
        connection.sparkplug() == null, "inspection.connection '" + wanted + "' is Sparkplug's");
    List<String> stations = inspection.stations().stream().map(StationConfig::id).toList();
    for (String source : connection.sources()) {
      require(
          source.equals("*") || stations.contains(source),
          "connection '"
              + wanted
              + "' brings pictures: its source '"
              + source
              + "' is none of the stations "
              + stations);
    }
  }
}
