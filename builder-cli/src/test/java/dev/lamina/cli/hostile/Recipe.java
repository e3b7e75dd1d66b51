package dev.lamina.cli.hostile;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A file {@code case}: statements, a line each, in the order in which they are done. What is
 * indented below a statement belongs to it; {@code #} begins a line of comment.
 */
record Recipe(List<Statement> statements) {
  /**
   * One statement.
   *
   * @param text the line as it is written
   * @param body the lines below it, without their indent of two spaces
   */
  record Statement(String text, List<String> body) {}

  static Recipe read(Path file) throws IOException {
    List<Statement> statements = new ArrayList<>();
    for (String line : Files.readAllLines(file, ISO_8859_1)) {
      if (line.startsWith("  ")) {
        statements.get(statements.size() - 1).body().add(line.substring(2));
      } else if (!line.isEmpty() && !line.startsWith("#")) {
        statements.add(new Statement(line, new ArrayList<>()));
      }
    }
    return new Recipe(statements);
  }
}
