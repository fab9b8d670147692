package io.linewatch.edge.cli;

import picocli.CommandLine.IVersionProvider;

/** The version the jar was built as. */
final class AgentVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"linewatch-edge " + current()};
  }

  static String current() {
    String version = AgentVersion.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
