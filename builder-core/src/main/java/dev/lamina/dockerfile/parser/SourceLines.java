package dev.lamina.dockerfile.parser;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.List;

/** The physical lines of a file: decoded strictly, of bounded length. */
final class SourceLines {
  /** Bytes of one line without its end; the reference refuses longer ones too. */
  static final int MAX_LINE = 65_535;

  private final List<String> raw;

  private SourceLines(List<String> raw) {
    this.raw = raw;
  }

  /** Decodes and splits; a BOM before the first line is dropped. */
  static SourceLines read(String file, byte[] bytes) throws DockerfileException {
    String text = decode(file, bytes);
    if (text.startsWith("\ufeff")) {
      text = text.substring(1);
    }
    SourceLines lines = of(text);
    lines.check(file);
    return lines;
  }

  /** Splits text that needs no checks. */
  static SourceLines of(String text) {
    List<String> raw = new ArrayList<>();
    int from = 0;
    for (int end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', from)) {
      raw.add(text.substring(from, end + 1));
      from = end + 1;
    }
    if (from < text.length()) {
      raw.add(text.substring(from));
    }
    return new SourceLines(raw);
  }

  int count() {
    return raw.size();
  }

  /** A line with its end as written; {@code index} from 0. */
  String raw(int index) {
    return raw.get(index);
  }

  /** A line without the CR and LF at its end; {@code index} from 0. */
  String text(int index) {
    return withoutEnd(raw.get(index));
  }

  /** The lines from {@code first} to {@code last}, both from 0 and inclusive, without ends. */
  List<String> texts(int first, int last) {
    // An excerpt never shows more than some dozen lines, and a heredoc may have thousands.
    return raw.subList(first, Math.min(last, first + 50) + 1).stream()
        .map(SourceLines::withoutEnd)
        .toList();
  }

  static String withoutEnd(String line) {
    int end = line.length();
    while (end > 0 && (line.charAt(end - 1) == '\n' || line.charAt(end - 1) == '\r')) {
      end--;
    }
    return line.substring(0, end);
  }

  private void check(String file) throws DockerfileException {
    for (int i = 0; i < raw.size(); i++) {
      String line = text(i);
      int nul = line.indexOf('\0');
      if (nul >= 0) {
        SourceRange range = new SourceRange(file, i + 1, i + 1, nul + 1);
        String where = " at line " + (i + 1) + " column " + (nul + 1);
        throw new DockerfileException(new Place(range, List.of(line)).problem("NUL byte" + where));
      }
      if (line.length() > MAX_LINE / 3 && line.getBytes(UTF_8).length > MAX_LINE) {
        Place place = new Place(SourceRange.lines(file, i + 1, i + 1), List.of(line));
        throw new DockerfileException(
            place.problem(
                "dockerfile line greater than max allowed size of " + MAX_LINE,
                "end the line with a backslash and go on in the next, or COPY a file"));
      }
    }
  }

  private static String decode(String file, byte[] bytes) throws DockerfileException {
    CharsetDecoder decoder =
        UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (!result.isError()) {
      return text;
    }
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    int column = text.length() - (text.lastIndexOf('\n') + 1) + 1;
    Place place = new Place(new SourceRange(file, line, line, column), List.of());
    throw new DockerfileException(
        place.problem(
            "invalid UTF-8 at line "
                + line
                + " column "
                + column
                + " (byte "
                + in.position()
                + " of the file)",
            "save the file as UTF-8"));
  }
}
