package dev.lamina.cli.hostile;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Sh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Does what a recipe says, in a directory of its own, and tells what came of it.
 *
 * <p>Statements that make files are those of {@link FileRecipe}.
 *
 * <p>Statements that try: {@code $ ARGUMENT…} runs the command, {@code pipe FILE ARGUMENT…} with an
 * input, {@code full ARGUMENT…} with an output where nothing can be written, {@code java OPTION… --
 * ARGUMENT…} as a process; {@code layer FILE…} makes an image of layers, {@code copy DIR} copies a
 * layout into the store under its own name; layer copies it into the store and writes its files as
 * a tar and into a directory; {@code flat NAME} is the second half of that; {@code unpack NAME
 * [OPTION…]} unpacks an image of the store and lists what came; {@code add FILE} builds with {@code
 * ADD FILE /}; {@code load FILE}; {@code ls DIR} lists.
 */
final class HostileCase {
  private static final String NAMELESS = "<none>:<none>";

  /** Where every write fails, as it does on a pipe that is closed. */
  private static final Path FULL = Path.of("/dev/full");

  private final Path folder;
  private final CommandRun command;
  private final StringBuilder said = new StringBuilder();
  private int count;

  private HostileCase(Path folder) {
    this.folder = folder;
    command = new CommandRun(folder.resolve("store"));
  }

  /**
   * Runs a case.
   *
   * @param around an existing, empty directory
   * @return what is compared with {@code expected}
   */
  static String run(Path recipe, Path around) throws IOException {
    Path folder = around.resolve("work");
    Canary canary = Canary.lay(around);
    SortedMap<String, String> before = canary.look(folder);
    Files.createDirectory(folder);
    HostileCase run = new HostileCase(folder);
    for (Recipe.Statement statement : Recipe.read(recipe).statements()) {
      try {
        run.run(statement);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException(recipe + ": " + statement.text(), e);
      }
    }
    run.tellWhatIsLeft();
    SortedMap<String, String> after = canary.look(folder);
    if (!after.equals(before)) {
      run.said.append("WRITTEN OUTSIDE\n").append(before).append('\n').append(after).append('\n');
    }
    return run.said.toString().replace(around.toString(), "AROUND");
  }

  private void run(Recipe.Statement statement) throws IOException {
    List<String> words = new ArrayList<>();
    for (String word : Words.split(statement.text())) {
      words.add(Words.fill(folder, word));
    }
    List<String> rest = words.subList(1, words.size());
    switch (words.get(0)) {
      case "$" -> lamina(rest);
      case "layer" -> layer(rest);
      case "copy" -> {
        said.append("copy ").append(rest.get(0)).append('\n');
        quietly(List.of("copy", "oci:" + rest.get(0), "store:" + rest.get(0)));
      }
      case "flat" -> flat(rest.get(0));
      case "pipe" -> tell("< " + rest.get(0), rest.subList(1, rest.size()), piped(rest));
      case "full" -> tell("> /dev/full", rest, command.writing(FULL, logged(rest)));
      case "java" -> java(rest);
      case "unpack" -> unpack(rest.get(0), rest.subList(1, rest.size()));
      case "add" -> add(rest.get(0));
      case "load" -> lamina(List.of("load", "-i", rest.get(0)));
      case "ls" -> said.append(Listings.ofDirectory(folder.resolve(rest.get(0))));
      default -> lines(new FileRecipe(folder).make(words.get(0), rest, statement.body()));
    }
  }

  private void layer(List<String> layers) throws IOException {
    String name = "image" + count++;
    List<String> words = new ArrayList<>(List.of(name));
    words.addAll(layers);
    ImageRecipe.write(folder, words, List.of());
    said.append("layer ").append(String.join(" ", layers)).append('\n');
    CommandRun.Result copied = quietly(List.of("copy", "oci:" + name, "store:" + name));
    if (copied.exit() == 0) {
      flat(name);
    }
  }

  private void flat(String name) throws IOException {
    said.append("flat ").append(name).append('\n');
    build("FROM " + name + "\n", List.of());
  }

  private void add(String archive) throws IOException {
    said.append("add ").append(archive).append('\n');
    build("FROM scratch\nADD " + archive + " /\n", List.of(archive));
  }

  /** Builds; where that succeeds its files are listed as they come in a tar. */
  private void build(String dockerfile, List<String> files) throws IOException {
    String name = "build" + count++;
    Path context = Files.createDirectory(folder.resolve(name));
    Files.writeString(context.resolve("Dockerfile"), dockerfile);
    for (String file : files) {
      Files.createLink(context.resolve(file), folder.resolve(file));
    }
    String tar = name + ".tar";
    List<String> outputs =
        List.of("-o", "type=tar,dest=" + tar, "-o", "type=local,dest=" + name + ".files");
    List<String> arguments =
        new ArrayList<>(List.of("build", "--pull=never", "--platform", "linux/amd64"));
    arguments.addAll(outputs);
    arguments.add(name);
    CommandRun.Result built = quietly(arguments);
    if (built.exit() == 0) {
      said.append(Listings.ofTar(folder.resolve(tar)));
      Files.delete(folder.resolve(tar));
    }
  }

  private void unpack(String name, List<String> options) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("unpack"));
    arguments.addAll(options);
    arguments.addAll(List.of("--platform", "linux/amd64", name, name + ".unpacked"));
    said.append(String.join(" ", arguments)).append('\n');
    if (quietly(arguments).exit() == 0) {
      said.append(Listings.ofDirectory(folder.resolve(name + ".unpacked/rootfs")));
    }
  }

  private CommandRun.Result quietly(List<String> arguments) {
    CommandRun.Result result = run(arguments);
    tell(result.exit(), "", result.err());
    return result;
  }

  private void lamina(List<String> arguments) {
    tell("", arguments, run(arguments));
  }

  private CommandRun.Result piped(List<String> words) {
    return command.reading(folder.resolve(words.get(0)), logged(words.subList(1, words.size())));
  }

  /** The command as a process of its own: options of the JVM, {@code --}, and the arguments. */
  private void java(List<String> words) {
    int end = words.indexOf("--");
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home")).resolve("bin/java").toString());
    line.add("-XX:+UseSerialGC");
    line.addAll(words.subList(0, end));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), "dev.lamina.cli.Main"));
    List<String> arguments = words.subList(end + 1, words.size());
    line.addAll(List.of(logged(arguments)));
    Sh.Result ran =
        Sh.in(folder)
            .env("LAMINA_STORE", command.store().toString())
            .timeout(Duration.ofMinutes(5))
            .run(line);
    CommandRun.Result result = new CommandRun.Result(ran.exit(), ran.out(), ran.err());
    tell(String.join(" ", words.subList(0, end)), arguments, result);
  }

  private CommandRun.Result run(List<String> arguments) {
    return command.run(logged(arguments));
  }

  private static String[] logged(List<String> arguments) {
    List<String> all = new ArrayList<>(List.of("--log-level", "warn"));
    all.addAll(arguments);
    return all.toArray(String[]::new);
  }

  private void tell(String how, List<String> arguments, CommandRun.Result result) {
    said.append("$ lamina ").append(String.join(" ", arguments));
    said.append(how.isEmpty() ? "" : " (" + how + ")").append('\n');
    tell(result.exit(), result.out(), result.err());
  }

  private void tell(int exit, String out, String err) {
    if (exit != 0) {
      said.append("  exit ").append(exit).append('\n');
    }
    lines(out);
    lines(err);
  }

  private void lines(String text) {
    text.lines().forEach(line -> said.append("  ").append(line).append('\n'));
  }

  /** Names in the store, and what is left of unfinished work there. */
  private void tellWhatIsLeft() throws IOException {
    Path store = command.store();
    if (!Files.exists(store.resolve("index.json"))) {
      return;
    }
    CommandRun.Result names = command.run("images", "--format", "{{.Repository}}:{{.Tag}}");
    List<String> all = names.out().lines().toList();
    List<String> named = all.stream().filter(name -> !name.equals(NAMELESS)).toList();
    said.append("images:");
    named.forEach(name -> said.append(' ').append(name));
    said.append(", ").append(all.size() - named.size()).append(" without a name\n");
    try (Stream<Path> left = Files.walk(store.resolve(".lamina/tmp"))) {
      left.skip(1).forEach(path -> said.append("LEFT ").append(path).append('\n'));
    }
  }
}
