package dev.lamina.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of this command: that of its pom, which a test holds against it. */
final class Version implements IVersionProvider {
  /** {@code 0.1.0}. A constant, since a resource would have to be looked for in the jar. */
  static final String TEXT = "0.1.0";

  @Override
  public String[] getVersion() {
    return new String[] {"lamina " + TEXT};
  }
}
