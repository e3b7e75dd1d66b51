package dev.lamina.glob;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Matches tokens with all their alternatives at once: it never goes back, so the time is at most in
 * proportion to the length of the text times the count of tokens, by the {@link TokenBlock}.
 */
final class TokenMatcher {
  private final Token[] tokens;
  private final TokenBlock[] blocks;

  /** The bit of the last block that says that all tokens have matched. */
  private final int lastPlace;

  /** What every match ends with: most texts are told apart by their last characters. */
  private final int[] ending;

  TokenMatcher(List<Token> tokens) {
    this.tokens = tokens.toArray(Token[]::new);
    this.blocks =
        IntStream.rangeClosed(0, (tokens.size() - 1) / TokenBlock.MOST)
            .mapToObj(i -> block(tokens, i * TokenBlock.MOST))
            .toArray(TokenBlock[]::new);
    this.lastPlace = tokens.size() - (blocks.length - 1) * TokenBlock.MOST;
    this.ending = trailingLiterals(this.tokens);
  }

  private static TokenBlock block(List<Token> tokens, int from) {
    return new TokenBlock(tokens.subList(from, Math.min(from + TokenBlock.MOST, tokens.size())));
  }

  private static int[] trailingLiterals(Token[] tokens) {
    int start = tokens.length;
    while (start > 0 && tokens[start - 1].kind() == Token.Kind.LITERAL) {
      start--;
    }
    return Arrays.stream(tokens, start, tokens.length).mapToInt(Token::character).toArray();
  }

  private boolean endsRight(int[] text) {
    int from = text.length - ending.length;
    if (from < 0) {
      return false;
    }
    for (int i = ending.length - 1; i >= 0; i--) {
      if (text[from + i] != ending[i]) {
        return false;
      }
    }
    return true;
  }

  /** What every match ends with; may be empty. */
  int[] ending() {
    return ending.clone();
  }

  /**
   * How many slashes every match has.
   *
   * @return -1 when matches differ in that
   */
  int slashes() {
    int slashes = 0;
    for (Token token : tokens) {
      switch (token.kind()) {
        case LITERAL -> slashes += token.character() == '/' ? 1 : 0;
        case ONE, STAR -> {}
        // a class may hold a slash, and a negated one nearly always does
        case CLASS, NEGATED_CLASS, DEEP, TAIL -> {
          return -1;
        }
      }
    }
    return slashes;
  }

  boolean matches(int[] text) {
    if (!endsRight(text)) {
      return false;
    }
    return blocks.length == 1 ? blocks[0].matches(text, lastPlace) : matchesInTurn(text);
  }

  /** By one block after the other: a loop over one number is several times as fast as over two. */
  private boolean matchesInTurn(int[] text) {
    byte[] matched = new byte[text.length + 1];
    matched[0] = 1;
    for (int i = 0; i < blocks.length; i++) {
      blocks[i].follow(text, matched, i < blocks.length - 1 ? TokenBlock.MOST : lastPlace);
    }
    return matched[text.length] == 1;
  }
}
