package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.entry.DeviceEntry;
import dev.lamina.entry.DirectoryEntry;
import dev.lamina.entry.Entry;
import dev.lamina.entry.FifoEntry;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.HardLinkEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SymlinkEntry;
import dev.lamina.io.EntryPath;
import dev.lamina.testing.Golden;
import dev.lamina.testing.Sh;
import dev.lamina.testing.Trees;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A folder of {@code testdata/build}: a {@code Dockerfile}; the context as lines of {@link Trees}
 * in {@code context.tree}, or else the folder itself; {@code context.sh}, which is run in the
 * context to make what lines cannot say; {@code options} of the command, a word a line; and {@code
 * base.Dockerfile}, which makes an image with the name {@code base-CASE} beforehand.
 *
 * @param folder where all this is
 */
record BuildCase(Path folder) {
  /** Every case, in the order of their names. */
  static List<BuildCase> all() {
    return Golden.cases("build").stream().map(BuildCase::new).toList();
  }

  String name() {
    return folder.getFileName().toString();
  }

  /** What is given to every builder besides names and context. */
  List<String> options() throws IOException {
    return lines("options");
  }

  /** Whether an image has to be made first. */
  boolean hasBase() {
    return Files.exists(folder.resolve("base.Dockerfile"));
  }

  /** Lays out the context, with the Dockerfiles in it. */
  Path context(Path scratch) throws IOException {
    Path context = Files.createDirectory(scratch.resolve(name()));
    if (Files.exists(folder.resolve("context.tree"))) {
      for (Entry entry : Trees.entries(lines("context.tree").toArray(String[]::new))) {
        entry.accept(new Maker(context));
      }
    } else if (!Files.exists(folder.resolve("context.sh"))) {
      Sh.in(folder).run("cp", "-a", ".", context.toString()).ok();
    }
    if (Files.exists(folder.resolve("context.sh"))) {
      Path script = folder.resolve("context.sh").toAbsolutePath();
      Sh.in(context).env("LC_ALL", "C.UTF-8").run("bash", "-eu", script.toString()).ok();
    }
    for (String name : List.of("Dockerfile", "base.Dockerfile", ".dockerignore")) {
      if (Files.exists(folder.resolve(name)) && !Files.exists(context.resolve(name))) {
        Files.copy(folder.resolve(name), context.resolve(name));
        Files.setAttribute(context.resolve(name), "unix:mode", 0644);
      }
    }
    return context;
  }

  private List<String> lines(String name) throws IOException {
    Path file = folder.resolve(name);
    return Files.exists(file)
        ? Files.readAllLines(file, UTF_8).stream().filter(line -> !line.isEmpty()).toList()
        : List.of();
  }

  /** Makes files on disk; a directory's mode must let its owner in. */
  private record Maker(Path root) implements Entry.Visitor<Path, IOException> {
    private Path place(EntryPath path) {
      return root.resolve(path.toString().substring(1));
    }

    private static Path dress(Path path, Metadata metadata) throws IOException {
      Files.setAttribute(
          path, "unix:uid", Math.toIntExact(metadata.uid()), LinkOption.NOFOLLOW_LINKS);
      Files.setAttribute(
          path, "unix:gid", Math.toIntExact(metadata.gid()), LinkOption.NOFOLLOW_LINKS);
      if (!Files.isSymbolicLink(path)) {
        Files.setAttribute(path, "unix:mode", metadata.mode());
      }
      return path;
    }

    @Override
    public Path file(FileEntry file) throws IOException {
      Path path = place(file.path());
      try (InputStream in = file.content().open()) {
        Files.copy(in, path);
      }
      return dress(path, file.metadata());
    }

    @Override
    public Path directory(DirectoryEntry directory) throws IOException {
      return dress(Files.createDirectories(place(directory.path())), directory.metadata());
    }

    @Override
    public Path symlink(SymlinkEntry symlink) throws IOException {
      Path target = Path.of(symlink.target().toString());
      return dress(Files.createSymbolicLink(place(symlink.path()), target), symlink.metadata());
    }

    @Override
    public Path hardLink(HardLinkEntry hardLink) throws IOException {
      return Files.createLink(place(hardLink.path()), place(hardLink.target()));
    }

    @Override
    public Path device(DeviceEntry device) {
      throw new AssertionError("a device cannot be in a context: " + device.path());
    }

    @Override
    public Path fifo(FifoEntry fifo) throws IOException {
      Path path = place(fifo.path());
      List<String> command = new ArrayList<>(List.of("mkfifo", path.toString()));
      Sh.in(root).run(command).ok();
      return dress(path, fifo.metadata());
    }
  }
}
