package dev.lamina.cli.peer;

import dev.lamina.digest.Digest;
import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A Docker engine of our own: its data, socket and process belong to one test class, and it has no
 * network: a base that is not there is never asked for elsewhere.
 */
final class Dockerd implements AutoCloseable {
  private static final Duration START = Duration.ofSeconds(60);
  private static final Duration STOP = Duration.ofSeconds(30);

  private final Path folder;
  private final Path client;
  private final Process process;

  private Dockerd(Path folder, Path client, Process process) {
    this.folder = folder;
    this.client = client;
    this.process = process;
  }

  /** What an engine reaches. */
  enum Network {
    NONE,
    /** As far as this machine does; containers have none all the same. */
    OF_THIS_MACHINE
  }

  /** An engine that answers, without network; the test ends here when there cannot be one. */
  static Dockerd start(Path folder) throws IOException {
    return start(folder, Network.NONE);
  }

  /** An engine that answers; the test ends here when there cannot be one. */
  static Dockerd start(Path folder, Network network) throws IOException {
    Path daemon = Peers.require("dockerd");
    Path client = client();
    Machine.requireRoot("dockerd");
    List<String> said = new ArrayList<>();
    for (String driver : List.of("overlay2", "vfs")) {
      Path place = Files.createDirectories(folder.resolve(driver));
      Dockerd engine = new Dockerd(place, client, launch(daemon, place, driver, network));
      if (engine.answers()) {
        return engine;
      }
      engine.close();
      said.add(driver + ": " + Files.readString(place.resolve("log")));
    }
    Peers.missing("dockerd does not start here:\n" + String.join("\n", said));
    throw new AssertionError("unreachable");
  }

  /** The client of the same package, where another one stands before it on the path. */
  private static Path client() {
    Path packaged = Path.of("/usr/bin/docker");
    return Files.isExecutable(packaged) ? packaged : Peers.require("docker");
  }

  private static Process launch(Path daemon, Path folder, String driver, Network network)
      throws IOException {
    Path config = Files.writeString(folder.resolve("daemon.json"), "{}");
    List<String> command = new ArrayList<>();
    if (network == Network.NONE) {
      command.addAll(List.of(Peers.require("unshare").toString(), "--net"));
    }
    command.addAll(
        List.of(
            daemon.toString(),
            "--config-file=" + config,
            "--bridge=none",
            "--iptables=false",
            "--ip-masq=false",
            "--storage-driver=" + driver,
            "--data-root=" + folder.resolve("data"),
            "--exec-root=" + folder.resolve("exec"),
            "--pidfile=" + folder.resolve("pid"),
            "--host=unix://" + folder.resolve("socket")));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("PATH", Machine.path());
    return builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile()).start();
  }

  private boolean answers() {
    long deadline = System.nanoTime() + START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (Files.exists(folder.resolve("socket"))
          && sh().timeout(START).run(client.toString(), "version").exit() == 0) {
        return true;
      }
      Machine.pause(Duration.ofMillis(100));
    }
    return false;
  }

  /** Where it listens, as DOCKER_HOST says it. */
  String host() {
    return "unix://" + folder.resolve("socket");
  }

  /** Runs the client. */
  Sh.Result docker(String... arguments) {
    return docker(sh(), arguments);
  }

  /** Runs the client with an input, output or time-out of its own; start from {@link #sh}. */
  Sh.Result docker(Sh sh, String... arguments) {
    List<String> command = new ArrayList<>(List.of(client.toString()));
    command.addAll(List.of(arguments));
    return sh.run(command);
  }

  /** The bytes of an image's config, as the engine keeps them. */
  byte[] config(Digest imageId) throws IOException {
    String driver = folder.getFileName().toString();
    Path kept = folder.resolve("data/image").resolve(driver).resolve("imagedb/content/sha256");
    return Files.readAllBytes(kept.resolve(imageId.hex()));
  }

  /** Programs that talk to this engine. */
  Sh sh() {
    return Sh.in(folder)
        .env("DOCKER_HOST", host())
        .env("DOCKER_CONFIG", folder.resolve("config").toString());
  }

  @Override
  public void close() throws IOException {
    List<ProcessHandle> family = new ArrayList<>(process.descendants().toList());
    process.destroy();
    try {
      if (!process.waitFor(STOP.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    family.forEach(ProcessHandle::destroyForcibly);
    Machine.unmountBelow(folder);
  }
}
