package io.linewatch.central.historian;

import io.linewatch.domain.plant.AssetPath;
import io.linewatch.domain.sheet.PlantSheet;
import io.linewatch.domain.sheet.PlantSheetYaml;
import java.util.Objects;

/** A pump with three channels and a fan with one of the same name. */
final class PlantForImport {
  static final AssetPath PUMP = AssetPath.of("demo/hall/line-1/pump");
  static final String VIBRATION = PUMP + "/vibration";
  static final String TEMPERATURE = PUMP + "/temperature";
  static final String FLOW = PUMP + "/flow";
  static final PlantSheet SHEET =
      Objects.requireNonNull(
          PlantSheetYaml.read(
                  """
                  site: demo
                  gateways:
                    - { id: gw-1, home: demo/hall/line-1 }
                  assets:
                    - { asset: demo/hall/line-1/pump, gateway: gw-1 }
                    - { asset: demo/hall/line-1/fan, gateway: gw-1 }
                  channels:
                    - { asset: demo/hall/line-1/pump, channel: vibration, quantity: vibration, unit: mm/s }
                    - { asset: demo/hall/line-1/pump, channel: temperature, quantity: temperature, unit: Cel }
                    - { asset: demo/hall/line-1/pump, channel: flow, quantity: flow, unit: m3/h }
                    - { asset: demo/hall/line-1/fan, channel: vibration, quantity: vibration, unit: mm/s }
                  sources:
                    - { id: plc, gateway: gw-1, topic: "plc/data", area: hall, line: line-1, asset: pump, values: { flow: /FT4711 } }
                  """)
              .value());

  private PlantForImport() {}
}
