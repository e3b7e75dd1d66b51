package dev.lamina.plan;

import dev.lamina.io.Escaped;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code --chmod}: an octal mode, or symbolic clauses as {@code chmod} takes them ({@code go-w},
 * {@code u=rwX,go=rX}), with a umask of 0.
 */
public final class ChmodSpec {
  private static final int ALL = 07777;

  private final String text;
  private final int octal;
  private final List<Change> changes;

  private ChmodSpec(String text, int octal, List<Change> changes) {
    this.text = text;
    this.octal = octal;
    this.changes = List.copyOf(changes);
  }

  /**
   * Reads a mode.
   *
   * @throws IllegalArgumentException when it is neither octal from 0 to 7777 nor symbolic
   */
  public static ChmodSpec parse(String text) {
    if (text.matches("0*[0-7]{1,4}")) {
      return new ChmodSpec(text, Integer.parseInt(last4(text), 8), List.of());
    }
    if (text.isEmpty() || Character.isDigit(text.charAt(0))) {
      throw invalid(text);
    }
    List<Change> changes = new ArrayList<>();
    for (String clause : text.split(",", -1)) {
      clause(clause, text, changes);
    }
    return new ChmodSpec(text, -1, changes);
  }

  private static String last4(String digits) {
    return digits.substring(Math.max(0, digits.length() - 4));
  }

  private static IllegalArgumentException invalid(String text) {
    return new IllegalArgumentException(
        "invalid chmod parameter: '"
            + Escaped.text(text)
            + "'. it should be octal string and between 0 and 07777");
  }

  /** As written. */
  public String text() {
    return text;
  }

  /** Whether it is a number, which is set whatever the mode was. */
  public boolean isOctal() {
    return octal >= 0;
  }

  /** The new mode (12 bits) of a file that has {@code mode}. */
  public int fileMode(int mode) {
    return apply(mode, 0);
  }

  /** The new mode (12 bits) of a directory that has {@code mode}. */
  public int directoryMode(int mode) {
    return apply(mode, 0111);
  }

  private int apply(int mode, int searchable) {
    if (isOctal()) {
      return octal;
    }
    int result = mode & ALL;
    for (Change change : changes) {
      result = change.apply(result, searchable);
    }
    return result;
  }

  private static void clause(String clause, String text, List<Change> changes) {
    int at = 0;
    int who = 0;
    while (at < clause.length() && "ugoa".indexOf(clause.charAt(at)) >= 0) {
      who |= mask(clause.charAt(at++));
    }
    if (who == 0) {
      who = 0777;
    }
    int before = changes.size();
    while (at < clause.length() && "+-=".indexOf(clause.charAt(at)) >= 0) {
      char operator = clause.charAt(at++);
      int from = at;
      while (at < clause.length() && "rwxXstugo".indexOf(clause.charAt(at)) >= 0) {
        at++;
      }
      String what = clause.substring(from, at);
      if (what.isEmpty() && operator != '=') {
        throw invalid(text);
      }
      if (!what.matches("[rwxXst]*|[ugo]")) {
        throw invalid(text);
      }
      changes.add(new Change(who, operator, what));
    }
    if (at < clause.length() || changes.size() == before) {
      throw invalid(text);
    }
  }

  private static int mask(char who) {
    return switch (who) {
      case 'u' -> 0700;
      case 'g' -> 0070;
      case 'o' -> 0007;
      default -> 0777;
    };
  }

  /**
   * One operator of a clause.
   *
   * @param who the permission bits that it may touch
   */
  private record Change(int who, char operator, String what) {
    int apply(int mode, int searchable) {
      int bits = bits(mode, searchable);
      return switch (operator) {
        case '+' -> mode | bits;
        case '-' -> mode & ~bits;
        default -> (mode & ~(who | special())) | bits;
      };
    }

    /** The setuid and setgid bits that belong to {@code who}. */
    private int special() {
      return ((who & 0700) != 0 ? 04000 : 0) | ((who & 0070) != 0 ? 02000 : 0);
    }

    private int bits(int mode, int searchable) {
      int bits = 0;
      for (int i = 0; i < what.length(); i++) {
        bits |=
            switch (what.charAt(i)) {
              case 'r' -> 0444 & who;
              case 'w' -> 0222 & who;
              case 'x' -> 0111 & who;
              case 'X' -> ((mode | searchable) & 0111) != 0 ? 0111 & who : 0;
              case 's' -> special();
              case 't' -> 01000;
              case 'u' -> spread(mode >> 6);
              case 'g' -> spread(mode >> 3);
              default -> spread(mode);
            };
      }
      return bits;
    }

    private int spread(int three) {
      return ((three & 7) * 0111) & who;
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
