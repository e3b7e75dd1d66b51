package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.parser.Statement;

/** Too few arguments. */
final class Arity {
  private Arity() {}

  static DockerfileException exactlyOne(Statement statement) {
    return new DockerfileException(
        statement.place().problem(statement.keyword() + " requires exactly one argument"));
  }

  static DockerfileException atLeastOne(Statement statement) {
    return new DockerfileException(
        statement.place().problem(statement.keyword() + " requires at least one argument"));
  }
}
