package io.linewatch.domain.vibration;

/**
 * The bearings whose numbers are published with a public data set, so that anybody can check them.
 * Text, not a file of its own: pure code reads nothing.
 */
final class ShippedBearings {
  static final String TEXT =
      """
      # designation;N;d mm;D mm;angle;source   or   designation;FTF;BPFO;BPFI;BSF;source
      6205-2RS;0.39828;3.5848;5.4152;2.35675;Case Western Reserve University Bearing Data Center, drive end (SKF)
      6203-2RS;0.3817;3.0530;4.9469;1.9937;Case Western Reserve University Bearing Data Center, fan end (SKF)
      6804DD;13;3.5;25.6;0;Nectoux et al., PRONOSTIA, IEEE PHM 2012 (NSK)
      ZA-2115;16;8.4074;71.501;15.17;Qiu et al., J. Sound and Vibration 289, 2006 (Rexnord)
      """;

  private ShippedBearings() {}
}
