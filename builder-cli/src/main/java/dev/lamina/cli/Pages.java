package dev.lamina.cli;

import dev.lamina.cli.docs.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import picocli.CommandLine;

/** Writes the completions and manual pages of a distribution; run by its build. */
public final class Pages {
  private Pages() {}

  /** Writes all pages into the directory that the one argument names. */
  public static void main(String[] arguments) throws IOException {
    Path directory = Path.of(arguments[0]);
    for (Map.Entry<String, String> page : all().entrySet()) {
      Path file = directory.resolve(page.getKey());
      Files.createDirectories(file.resolveSibling("."));
      Files.writeString(file, page.getValue());
    }
  }

  /** Each page's place in the distribution, and its text. */
  static Map<String, String> all() throws IOException {
    CommandLine tree = CommandTree.whole();
    Map<String, String> pages = new TreeMap<>();
    pages.put("completions/lamina.bash", script(CompletionCommand.Shell.BASH, tree));
    pages.put("completions/_lamina", script(CompletionCommand.Shell.ZSH, tree));
    pages.put("completions/lamina.fish", script(CompletionCommand.Shell.FISH, tree));
    ManPage.all(tree.getCommandSpec(), Version.TEXT)
        .forEach((name, text) -> pages.put("man/man1/" + name + ".1", text));
    return pages;
  }

  private static String script(CompletionCommand.Shell shell, CommandLine tree) {
    return CompletionCommand.script(shell, tree);
  }
}
