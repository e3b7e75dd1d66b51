package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Debian's {@code docker-registry} on a port of its own, with its data in a temporary folder. */
final class DebianRegistry implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private final Process process;

  private DebianRegistry(Path folder, int port, Process process) {
    this.folder = folder;
    this.port = port;
    this.process = process;
  }

  /** Over plain HTTP, for everybody. */
  static DebianRegistry plain(Path folder) throws IOException {
    return start(folder, "", "");
  }

  /** Over plain HTTP, for one account. */
  static DebianRegistry withPassword(Path folder, String user, String password) throws IOException {
    Files.createDirectories(folder);
    String line =
        Sh.in(folder)
            .run(Peers.require("htpasswd").toString(), "-Bbn", user, password)
            .ok()
            .out()
            .strip();
    Path file = Files.write(folder.resolve("htpasswd"), (line + "\n").getBytes(UTF_8));
    return start(folder, "", "auth: {htpasswd: {realm: test, path: " + file + "}}\n");
  }

  /** Over TLS, with a certificate that {@link TestAuthority} has signed. */
  static DebianRegistry withTls(Path folder, TestAuthority authority) throws IOException {
    Files.createDirectories(folder);
    return start(
        folder,
        ", tls: {certificate: " + authority.certificate() + ", key: " + authority.key() + "}",
        "");
  }

  /** Over plain HTTP, for whoever has a token. */
  static DebianRegistry withTokens(Path folder, SigningTokenServer tokens) throws IOException {
    Files.createDirectories(folder);
    return start(
        folder,
        "",
        "auth: {token: {realm: \"http://"
            + tokens.host()
            + "/token\", service: test, issuer: test, rootcertbundle: "
            + tokens.certificate()
            + "}}\n");
  }

  private static DebianRegistry start(Path folder, String http, String auth) throws IOException {
    Path program = Peers.require("docker-registry");
    Files.createDirectories(folder);
    int port = freePort();
    String config =
        "version: 0.1\nlog: {accesslog: {disabled: false}}\nstorage: {filesystem: {rootdirectory: "
            + folder.resolve("data")
            + "}, delete: {enabled: true}}\nhttp: {addr: \"127.0.0.1:"
            + port
            + "\""
            + http
            + "}\n"
            + auth;
    Path file = Files.write(folder.resolve("config.yml"), config.getBytes(UTF_8));
    Process process =
        new ProcessBuilder(program.toString(), "serve", file.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    DebianRegistry registry = new DebianRegistry(folder, port, process);
    if (!registry.listens()) {
      registry.close();
      throw new AssertionError("no registry:\n" + registry.log());
    }
    return registry;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean listens() {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return socket.isConnected();
      } catch (IOException e) {
        Machine.pause(Duration.ofMillis(50));
      }
    }
    return false;
  }

  int port() {
    return port;
  }

  /** {@code localhost:PORT}. */
  String host() {
    return "localhost:" + port;
  }

  private String log() throws IOException {
    return new String(Files.readAllBytes(folder.resolve("log")), US_ASCII);
  }

  /** The requests so far, {@code METHOD TARGET STATUS} each. */
  List<String> requests() throws IOException {
    return log()
        .lines()
        .filter(line -> line.matches(".* - .*\\[.*\\] \"[A-Z]+ .*"))
        .map(line -> line.replaceAll(".*\\] \"([A-Z]+ [^ ]+) HTTP/[0-9.]+\" ([0-9]+) .*", "$1 $2"))
        .toList();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    try {
      if (!process.waitFor(START.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
