package dev.lamina.cli;

import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "logout", description = "Forget the account at a registry.")
final class LogoutCommand implements Action {
  @Parameters(
      paramLabel = "HOST",
      arity = "0..1",
      defaultValue = "docker.io",
      description = "The registry, HOST[:PORT] (default: docker.io)")
  private String host = "";

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException {
    boolean there = registry.authFiles(session.environment()).login().erase(host);
    session.console().message(there ? "Logged out of " + host : "Not logged in to " + host);
    return ExitCode.DONE;
  }
}
