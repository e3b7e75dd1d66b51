package dev.lamina.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command itself; its subcommands are added by {@link CommandTree}. */
@Command(
    name = "lamina",
    header = "Builds container images without a daemon and without root.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND")
final class RootCommand {
  @Mixin private GlobalOptions options = new GlobalOptions();

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      scope = ScopeType.INHERIT,
      order = 998,
      description = "Show this help")
  @SuppressWarnings("unused") // picocli asks for it by its role
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      order = 999,
      description = "Show the version")
  @SuppressWarnings("unused") // picocli asks for it by its role
  private boolean version;

  GlobalOptions options() {
    return options;
  }
}
