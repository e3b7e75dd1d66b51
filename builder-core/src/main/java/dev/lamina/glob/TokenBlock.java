package dev.lamina.glob;

import java.util.List;

/**
 * Up to {@link #MOST} tokens in a row, matched with all their alternatives at once: a set of places
 * is one number, of which bit {@code i} says that token {@code i} takes the next character, or may
 * stand for nothing. The bit after the last token says that all have matched.
 */
final class TokenBlock {
  /** One bit is left for the place after the last token. */
  static final int MOST = Long.SIZE - 1;

  private static final int ASCII = 0x80;

  /** Those of all tokens: between two of them, characters are alike. */
  private final int[] borders;

  /** How many borders there are up to each character of ASCII: nearly all are. */
  private final byte[] ascii = new byte[ASCII];

  /** The tokens that a character can end, by how many borders there are up to it. */
  private final long[] ended;

  /** The tokens that can go on after a character, in the same way. */
  private final long[] continued;

  private final long optional;

  TokenBlock(List<Token> tokens) {
    this.borders = tokens.stream().flatMapToInt(Token::borders).sorted().distinct().toArray();
    for (int c = 0; c < ASCII; c++) {
      ascii[c] = (byte) Borders.upTo(c, borders);
    }
    this.ended = new long[borders.length + 1];
    this.continued = new long[borders.length + 1];
    long nothing = 0;
    for (int i = 0; i < tokens.size(); i++) {
      addChanges(tokens.get(i), 1L << i);
      nothing |= tokens.get(i).isOptional() ? 1L << i : 0;
    }
    this.optional = nothing;
    for (int i = 1; i <= borders.length; i++) {
      ended[i] ^= ended[i - 1];
      continued[i] ^= continued[i - 1];
    }
  }

  /** Marks where a token's answers differ from those for the character before. */
  private void addChanges(Token token, long bit) {
    ended[0] |= token.endsWith(Integer.MIN_VALUE) ? bit : 0;
    continued[0] |= token.continuesAfter(Integer.MIN_VALUE) ? bit : 0;
    token
        .borders()
        .forEach(
            c -> {
              int i = Borders.upTo(c, borders);
              ended[i] |= token.endsWith(c) != token.endsWith(c - 1) ? bit : 0;
              continued[i] |= token.continuesAfter(c) != token.continuesAfter(c - 1) ? bit : 0;
            });
  }

  /**
   * Whether these tokens alone match a text.
   *
   * @param last the place after the last token
   */
  boolean matches(int[] text, int last) {
    long places = reach(1);
    for (int i = 0; i < text.length && places != 0; i++) {
      places = step(places, text[i], 0);
    }
    return (places >>> last & 1) != 0;
  }

  /**
   * Goes on where the tokens before these have matched.
   *
   * @param matched at each count of characters, 1 when the tokens before match as many of the text,
   *     else 0; then the same for these tokens
   * @param last the place after the last token
   */
  void follow(int[] text, byte[] matched, int last) {
    long places = reach(matched[0]);
    matched[0] = (byte) (places >>> last & 1);
    for (int i = 0; i < text.length; i++) {
      if ((places | matched[i + 1]) != 0) {
        places = step(places, text[i], matched[i + 1]);
        matched[i + 1] = (byte) (places >>> last & 1);
      }
    }
  }

  /**
   * The places after one more character.
   *
   * @param entering 1 when the tokens before have now matched, else 0
   */
  private long step(long places, int c, long entering) {
    int i = c >= 0 && c < ASCII ? ascii[c] & 0xff : Borders.upTo(c, borders);
    return (places & continued[i]) | reach(((places & ended[i]) << 1) | entering);
  }

  /** Adds to places those that are reached without a character: past tokens that are optional. */
  private long reach(long places) {
    // the sum carries each place through the run of optional tokens that it stands in
    return places | (((places & optional) + optional) ^ optional);
  }
}
