package dev.lamina.cli.peer;

import dev.lamina.testing.Peers;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code podman} or {@code buildah}, with storage of its own.
 *
 * @param command the program with the options that every call has
 * @param folder where it keeps what it has
 */
record LocalTool(List<String> command, Path folder) {
  static LocalTool podman(Path folder) throws IOException {
    return of(
        "podman", folder, List.of("--cgroup-manager", "cgroupfs", "--events-backend", "none"));
  }

  static LocalTool buildah(Path folder) throws IOException {
    return of("buildah", folder, List.of());
  }

  private static LocalTool of(String tool, Path folder, List<String> options) throws IOException {
    List<String> command = new ArrayList<>(List.of(Peers.require(tool).toString()));
    Machine.requireRoot(tool);
    Files.createDirectories(folder);
    command.addAll(
        List.of(
            "--root",
            folder.resolve("root").toString(),
            "--runroot",
            folder.resolve("run").toString(),
            "--storage-driver",
            "vfs"));
    command.addAll(options);
    return new LocalTool(List.copyOf(command), folder);
  }

  Sh.Result run(String... arguments) {
    return run(sh(), arguments);
  }

  /** Runs with an input, output or time-out of its own; start from {@link #sh}. */
  Sh.Result run(Sh sh, String... arguments) {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    return sh.run(all);
  }

  Sh sh() {
    return Sh.in(folder).env("HOME", folder.toString());
  }
}
