package io.linewatch.domain.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.linewatch.domain.config.Problem;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlantSheetCheckTest {
  private static final String GOOD =
      """
      site: demo
      gateways:
        - { id: gw-1, home: demo/hall-1/line-1 }
        - { id: gw-2, home: demo/hall-1/line-1 }
      classes:
        - { id: pump }
      assets:
        - { asset: demo/hall-1/line-1/pump-101, assetClass: pump, gateway: gw-1, speedRpm: 1480, speedChannel: speed }
        - { asset: demo/hall-1/line-1/pump-102, assetClass: pump, gateway: gw-2 }
      channels:
        - { assetClass: pump, channel: flow, quantity: flow, unit: m3/h, rangeLow: 0, rangeHigh: 200 }
        - { assetClass: pump, channel: speed, quantity: speed, unit: /min }
      limits:
        - { assetClass: pump, detector: flow, severity: medium, comparison: above, value: 120, alarmClass: alarm, onDelay: 5s, deadBand: 3, action: Throttle }
        - { assetClass: pump, detector: flow, severity: high, comparison: above, value: 150 }
        - { assetClass: pump, detector: flow, severity: low, comparison: below, value: 10 }
        - { asset: demo/hall-1/line-1/pump-101, detector: "model:normal", severity: low, comparison: above, value: 100 }
      models:
        - { asset: demo/hall-1/line-1/pump-101, name: normal, digest: "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef" }
      sources:
        - { id: line, gateway: gw-1, topic: "factory/{line}/{asset}/{channel}", area: hall-1, value: /value, time: /time }
      """;

  @Test
  void aGoodSheetHasNoProblems() {
    assertThat(PlantSheetYaml.check(GOOD)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          site: demo              | site: demo/x             | site                  | must be 1 to 64 letters
          site: demo              | siet: demo               | siet                  | did you mean 'site'?
          home: demo/hall-1/line-1 | home: demo/hall-1       | gateways[0].home      | must be site/area/line
          home: demo/hall-1/line-1 | home: dmo/hall-1/line-1 | gateways[0].home      | not this sheet's site 'demo'
          { id: gw-2              | { id: gw-1               | gateways[1].id        | 'gw-1' stands here twice
          gateway: gw-2           | gateway: gw2             | assets[1].gateway     | 'gw2' is not in gateways; did you mean 'gw-2'?
          assetClass: pump, gateway: gw-1 | assetClass: pmp, gateway: gw-1 | assets[0].assetClass | did you mean 'pump'?
          pump-102                | pump-101                 | assets[1].asset       | is already given to gateway 'gw-1'
          assetClass: pump, channel | asset: demo/hall-1/line-1/pump-10, channel | channels[0].asset | is not in assets; did you mean
          assetClass: pump, channel | channel                | channels[0].asset     | needs either an asset or an assetClass
          unit: m3/h              | unit: m³/h               | channels[0].unit      | write 'm3/h'
          unit: m3/h              | unit: °C                 | channels[0].unit      | write 'Cel'
          rangeLow: 0, rangeHigh: 200 | rangeLow: 200, rangeHigh: 0 | channels[0].rangeHigh | must be greater than rangeLow 200
          rangeHigh: 200          | rangeHigh: "200,5"       | channels[0].rangeHigh | must be a finite number
          rangeHigh: 200          | rangeHigh: 200, novelty: 10min | channels[0].novelty | one in an hour (1h)
          detector: flow, severity: low | detector: "novelty:flow", severity: low | limits[2].detector | does not ask for it; state 'novelty'
          rangeHigh: 200          | rangeHeigh: 200          | channels[0].rangeHeigh | did you mean 'rangeHigh'?
          detector: flow, severity: low | detector: flwo, severity: low | limits[2].detector | 'flwo' is not a channel of class pump; did you mean 'flow'?
          value: 150              | value: 110               | limits[1].value       | HIGH above 110 must be greater than MEDIUM's 120
          value: 150              | value: 120               | limits[1].value       | must be greater than
          value: 150              | value: 250               | limits[1].value       | 250 is outside of the channel's range 0 to 200 m3/h
          value: 10 }             | value: 130 }             | limits[0].value       | leaves no normal value between the limits
          severity: high          | severity: medium         | limits[1].severity    | stands here twice
          severity: high          | severity: hihg           | limits[1].severity    | did you mean 'high'?
          , action: Throttle      | ``                       | limits[0].action      | an alarm needs an action
          onDelay: 5s             | onDelay: 5 parsecs       | limits[0].onDelay     | must be a duration such as
          onDelay: 5s             | onDelay: -5s             | limits[0].onDelay     | must not be negative
          deadBand: 3             | deadBand: 200            | limits[0].deadBand    | must be less than the channel's range of 200
          deadBand: 3             | deadBand: 110            | limits[0].deadBand    | or the condition never clears
          deadBand: 3             | deadBand: -3             | limits[0].deadBand    | must not be negative
          value: 150              | value: 150, onDelay: 7s  | limits[0].detector    | different values of onDelay: 5s and 7s
          onDelay: 5s             | onDelay: 5s, schedule: mon-fri 6-22 | limits[0].schedule | such as 'mon-fri 06:00-22:00 Asia/Shanghai'
          value: 100              | value: 0                 | limits[3].value       | must be greater than 0
          "sha256:0               | "sha256:X                | models[0].digest      | 64 hexadecimal digits
          models:\\n  - { asset: demo/hall-1/line-1/pump-101 | models:\\n  - { asset: demo/hall-1/line-1/pump-103 | models[0].asset | is not in assets
          gateway: gw-1, topic    | gateway: gw-9, topic     | sources[0].gateway    | is not in gateways
          speedChannel: speed     | speedChannel: spped      | assets[0].speedChannel | 'spped' is no channel of this asset
          speedChannel: speed     | speedChannel: flow       | assets[0].speedChannel | 'flow' is in 'm3/h'; a speed is in one of [/min, Hz]
          speedRpm: 1480, speed   | speed                    | assets[0].speedRpm    | it stands in when that is silent
          {asset}/{channel}       | {aset}/{channel}         | sources[0].topic      | did you mean '{asset}'?
          {asset}/{channel}       | {asset}/{asset}          | sources[0].topic      | {asset} stands in the topic twice
          {asset}/{channel}       | {asset}/x                | sources[0].value      | needs {channel} in the topic
          area: hall-1, value     | value                    | sources[0].area       | the topic has no {area} either
          area: hall-1, value     | area: hall-1, line: line-1, value | sources[0].line | leave it out
          value: /value           | value: value             | sources[0].value      | must be a JSON pointer such as /value
          value: /value           | values: { flwo: /f }     | sources[0].values     | did you mean 'flow'?
          """)
  void oneMistakeIsReportedWithItsPlaceAndRemedy(
      String right, String wrong, String path, String message) {
    String from = right.replace("\\n", "\n");
    assertThat(GOOD).contains(from);
    String bad =
        GOOD.replaceFirst(
            Pattern.quote(from),
            Matcher.quoteReplacement(wrong == null ? "" : wrong.replace("\\n", "\n")));

    assertThat(PlantSheetYaml.check(bad))
        .anySatisfy(problem -> {
          assertThat(problem.path()).isEqualTo(path);
          assertThat(problem.message()).contains(message);
        });
  }

  @Test
  void aRowThatCannotBeReadHidesNothingElseAndBlamesNobodyElse() {
    String bad =
        GOOD.replace("gateway: gw-2 }", "gateway: gw-7 }")
            .replace("rangeHigh: 200", "rangeHigh: lots")
            .replace("value: 150", "value: 110");

    List<Problem> problems = PlantSheetYaml.check(bad);

    assertThat(problems)
        .extracting(Problem::path)
        .containsExactlyInAnyOrder("channels[0].rangeHigh", "assets[1].gateway", "limits[1].value");
    assertThat(problems).allSatisfy(problem -> assertThat(problem.message()).contains("(line "));
  }

  @Test
  void placesAreThoseOfTheTextWhenEarlierRowsCannotBeRead() {
    String bad =
        GOOD.replace("severity: medium", "severity: odd").replace("value: 10 }", "value: -10 }");

    assertThat(PlantSheetYaml.check(bad))
        .extracting(Problem::path)
        .containsExactly("limits[0].severity", "limits[2].value");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1",
        "%",
        "mm/s",
        "m/s2",
        "Cel",
        "bar",
        "m3/h",
        "kW.h",
        "/min",
        "uS/cm",
        "{parts}/h",
        "{rpm}",
        "N.m",
        "[pH]",
        "dB",
        "kg/m3",
        "10*3/s",
        "l/min",
        "mA",
        "Ohm",
        "m/s{rms}"
      })
  void ucumUnitsAreAccepted(String unit) {
    assertThat(Ucum.problem(unit)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "°C", "rpm", "mm/sec", "m^3", "bar(g)", "furlong", "m//s", "m/", "{a", "Kg", "mm s"
      })
  void whatIsNotUcumIsRefused(String unit) {
    assertThat(Ucum.problem(unit)).isPresent();
  }
}
