package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.io.Escaped;
import dev.lamina.testing.Golden;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

class StatementsGoldenTest {
  /** Cases that can't be cut have no statements, only problems (see PlanGoldenTest). */
  @TestFactory
  Stream<DynamicTest> every_dockerfile_gives_its_statements() {
    return Golden.cases("dockerfile").stream()
        .map(
            folder ->
                DynamicTest.dynamicTest(String.valueOf(folder.getFileName()), () -> check(folder)));
  }

  private static void check(Path folder) throws IOException {
    Statements statements;
    try {
      byte[] bytes = Files.readAllBytes(folder.resolve("Dockerfile"));
      statements = DockerfileParser.parse("Dockerfile", bytes);
    } catch (DockerfileException e) {
      return;
    }
    if (statements.problems().isEmpty()) {
      Golden.check(folder.resolve("statements.golden"), print(statements));
    }
  }

  private static String print(Statements statements) {
    StringBuilder out = new StringBuilder();
    if (statements.escape() != '\\') {
      out.append("escape ").append(statements.escape()).append('\n');
    }
    if (statements.syntax() != null) {
      out.append("syntax ").append(statements.syntax()).append('\n');
    }
    if (statements.check() != null) {
      out.append("check ").append(statements.check().value()).append('\n');
    }
    statements.list().forEach(s -> print(s, "", out));
    for (Place place : statements.emptyContinuations()) {
      out.append("empty line in what ends at line ").append(place.range().lastLine()).append('\n');
    }
    out.append(ProblemText.warnings(statements.warnings()));
    return out.toString();
  }

  private static void print(Statement s, String indent, StringBuilder out) {
    out.append(indent).append(s.place().range().firstLine()).append('-');
    out.append(s.place().range().lastLine()).append(' ').append(s.name());
    s.flags().forEach(f -> out.append(" flag(").append(Escaped.text(f.text())).append(')'));
    out.append(' ').append(s.shape());
    s.words().forEach(w -> out.append(' ').append('<').append(Escaped.text(w.text())).append('>'));
    out.append('\n');
    if (s.trigger() != null) {
      print(s.trigger(), indent + "  ", out);
      return;
    }
    for (Heredoc h : s.heredocs()) {
      out.append(indent).append("  heredoc ").append(h.fileDescriptor()).append(' ');
      out.append(Escaped.text(h.name())).append(' ').append(h.expansion()).append(' ');
      out.append(h.tabs()).append(' ').append(Escaped.text(h.content())).append('\n');
    }
  }
}
