package dev.lamina.cli;

import dev.lamina.credentials.CredentialSource;
import dev.lamina.credentials.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "login",
    description =
        "Check an account at a registry and keep it where docker would: in the helper that its"
            + " config.json names, else in that file. At a terminal it asks for what is not given.")
final class LoginCommand implements Action {
  private static final int MAX_SECRET = 64 << 10;

  @Parameters(
      paramLabel = "HOST",
      arity = "0..1",
      defaultValue = "docker.io",
      description = "The registry, HOST[:PORT] (default: docker.io)")
  private String host = "";

  @Option(
      names = {"-u", "--username"},
      paramLabel = "NAME",
      description = "The account")
  private @Nullable String user;

  @Option(
      names = {"-p", "--password"},
      paramLabel = "SECRET",
      description = "Its password or token; others can see it in the list of processes")
  private @Nullable String password;

  @Option(
      names = "--password-stdin",
      description = "Read the password or token from the standard input")
  private boolean fromStdin;

  @Mixin private RegistryFlags registry = new RegistryFlags();

  @Override
  public ExitCode run(Session session) throws IOException, UsageException {
    String registryHost = RegistryFlags.host("login", host);
    if (fromStdin && password != null) {
      throw passwordOnce();
    }
    String account = account(session.environment().prompt());
    Credentials credentials = Credentials.of(account, secret(session), "the command line");
    session
        .images()
        .registries(registry.options(session.environment()))
        .check(registryHost, CredentialSource.of(credentials));
    String place =
        registry.authFiles(session.environment()).login().store(registryHost, credentials);
    session.close();
    session.console().message("Login succeeded; kept in " + place);
    return ExitCode.DONE;
  }

  private static UsageException passwordOnce() {
    return new UsageException(
        "login: give the password once", "best by --password-stdin: it is then seen by nobody");
  }

  private String account(@Nullable Prompt prompt) throws UsageException {
    if (user != null) {
      return user;
    }
    if (prompt == null || fromStdin) {
      throw new UsageException("login: missing option --username", "login --help shows all");
    }
    return answered("user name", prompt.line("Username: "));
  }

  private String secret(Session session) throws IOException, UsageException {
    if (password != null) {
      return password;
    }
    if (fromStdin) {
      return line(session.environment().in());
    }
    Prompt prompt = session.environment().prompt();
    if (prompt == null) {
      throw passwordOnce();
    }
    return answered("password", prompt.secret("Password: "));
  }

  private static String answered(String what, @Nullable String answer) throws UsageException {
    if (answer == null || answer.isBlank()) {
      throw new UsageException("login: no " + what + " was given");
    }
    return answer;
  }

  /** Up to the end of the line, which is no part of a password. */
  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n' && bytes.size() < MAX_SECRET; c = in.read()) {
      bytes.write(c);
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
  }
}
