package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.Place;

/**
 * One word of a statement, quotes and escapes kept.
 *
 * @param text the word
 * @param column where it begins on the statement's first line, from 1; 0 when it is on a later line
 *     or unknown
 */
public record Word(String text, int column) {
  /** This word's place in its statement. */
  public Place in(Place statement) {
    return statement.at(column);
  }
}
