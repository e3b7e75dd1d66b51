package dev.lamina.dockerfile.parser;

/**
 * The lines of one instruction, joined, and where its first part stands in the file.
 *
 * @param text continuations applied, comments gone
 * @param column of the text's first character in the first physical line, from 1
 * @param known count of characters that come from the first physical line
 */
record JoinedLine(String text, int column, int known) {
  /** The column of the character at {@code offset}; 0 when it is not on the first line. */
  int columnOf(int offset) {
    return offset < known ? column + offset : 0;
  }

  /** The word between two offsets. */
  Word word(int start, int end) {
    return new Word(text.substring(start, end), columnOf(start));
  }
}
