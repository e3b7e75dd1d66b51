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
  public ExitCode run(Session session) throws IOException, UsageException {
    String name = RegistryFlags.host("logout", host);
    boolean there = registry.authFiles(session.environment()).login().erase(name);
    session.console().message(there ? "Logged out of " + name : "Not logged in to " + name);
    return ExitCode.DONE;
  }
}
