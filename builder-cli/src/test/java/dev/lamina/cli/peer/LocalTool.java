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

  /** The storage is an overlay where the machine lets it: that is faster. */
  private static LocalTool of(String tool, Path folder, List<String> options) throws IOException {
    String program = Peers.require(tool).toString();
    Machine.requireRoot(tool);
    LocalTool overlay = with("overlay", program, folder, options);
    return overlay.run("images").exit() == 0 ? overlay : with("vfs", program, folder, options);
  }

  private static LocalTool with(String driver, String program, Path folder, List<String> options)
      throws IOException {
    Files.createDirectories(folder);
    List<String> command = new ArrayList<>(List.of(program, "--storage-driver", driver));
    command.addAll(List.of("--root", folder.resolve(driver).toString()));
    // podman wants less than 50 characters here
    command.addAll(List.of("--runroot", folder.resolve("run").toString()));
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
