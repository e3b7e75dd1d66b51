package dev.lamina.credentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;

/**
 * Runs the programs {@code docker-credential-NAME}, which keep secrets in a system's key store
 * (github.com/docker/docker-credential-helpers). What they print is never shown: it may be the
 * secret.
 */
final class HelperRunner {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");
  private static final int MAX_OUTPUT = 64 << 10;
  private static final String NOT_FOUND = "credentials not found in native keychain";

  private final Duration timeout;
  private final List<Path> path;

  /**
   * @param path directories to look for helpers in, as the variable {@code PATH} has them
   */
  HelperRunner(Duration timeout, String path) {
    this.timeout = timeout;
    this.path =
        Arrays.stream(path.split(Pattern.quote(separator()), -1))
            .filter(directory -> !directory.isEmpty())
            .map(Path::of)
            .filter(Path::isAbsolute)
            .toList();
  }

  /**
   * Asks a helper for the credentials of a server.
   *
   * @return empty when it has none
   * @throws IOException when there is no such helper, or it fails or takes too long
   */
  Optional<Credentials> get(String helper, String server, String origin) throws IOException {
    Output output = run(helper, "get", server, origin);
    if (output.exit() != 0) {
      if (output.text().contains(NOT_FOUND)) {
        return Optional.empty();
      }
      throw new IOException(origin + " failed with exit code " + output.exit());
    }
    return credentials(output.text(), origin);
  }

  private static String separator() {
    return FileSystems.getDefault().getSeparator().equals("\\") ? ";" : ":";
  }

  /** Gives a secret to a helper to keep. */
  void store(String helper, String server, Credentials credentials, String origin)
      throws IOException {
    JsonObject given =
        JsonObject.builder()
            .set("ServerURL", server)
            .set("Username", credentials.user())
            .set("Secret", credentials.secret())
            .build();
    change(helper, "store", new String(Json.write(given), UTF_8), origin);
  }

  /** Makes a helper forget a secret. */
  void erase(String helper, String server, String origin) throws IOException {
    change(helper, "erase", server, origin);
  }

  private void change(String helper, String verb, String input, String origin) throws IOException {
    Output output = run(helper, verb, input, origin);
    if (output.exit() != 0 && !output.text().contains(NOT_FOUND)) {
      throw new IOException(
          origin + " could not " + verb + ": it failed with exit code " + output.exit());
    }
  }

  private static Optional<Credentials> credentials(String text, String origin)
      throws RefusedInputException {
    JsonObject answer;
    try {
      answer = Json.parseObject(text.getBytes(UTF_8), "answer");
      String user = answer.string("Username", "");
      String secret = answer.string("Secret", "");
      return user.isEmpty() && secret.isEmpty()
          ? Optional.empty()
          : Optional.of(Credentials.of(user, secret, origin));
    } catch (RefusedInputException e) {
      // the reader's message quotes what it read
      throw new RefusedInputException(origin + " answered something that is not understood");
    }
  }

  private record Output(int exit, String text) {}

  private Output run(String helper, String verb, String input, String origin) throws IOException {
    if (!NAME.matcher(helper).matches()) {
      throw new RefusedInputException(
          origin + ": " + "'" + Escaped.text(helper) + "'" + " cannot be the name of a helper");
    }
    Process process = start("docker-credential-" + helper, verb, origin);
    FutureTask<String> reader = new FutureTask<>(() -> text(process));
    Thread thread = new Thread(reader, "lamina-credential-helper");
    thread.setDaemon(true);
    thread.start();
    try {
      try (OutputStream in = process.getOutputStream()) {
        in.write(input.getBytes(UTF_8));
      } catch (IOException e) {
        // it may have ended without reading; its exit code says more
      }
      if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new IOException(origin + " gave no answer in " + timeout.toSeconds() + " s");
      }
      return new Output(process.exitValue(), reader.get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(origin + " was interrupted", e);
    } catch (ExecutionException e) {
      throw new IOException(origin + " could not be read", e.getCause());
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String program, String verb, String origin) throws IOException {
    for (Path directory : path) {
      for (String name : List.of(program, program + ".exe")) {
        Path file = directory.resolve(name);
        if (Files.isExecutable(file)) {
          return new ProcessBuilder(file.toString(), verb)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
        }
      }
    }
    throw new IOException(
        origin + " is missing: put " + program + " on the PATH, or take it out of the file");
  }

  private static String text(Process process) throws IOException {
    try (InputStream out = process.getInputStream()) {
      byte[] bytes = out.readNBytes(MAX_OUTPUT);
      return new String(bytes, UTF_8);
    }
  }
}
