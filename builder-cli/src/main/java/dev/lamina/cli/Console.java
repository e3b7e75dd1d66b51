package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.HexFormat;

/**
 * Where results and messages go. A result that cannot be written is a failure; a message that
 * cannot be written is lost, because there is nobody left to tell.
 */
final class Console {
  private final OutputStream out;
  private final OutputStream err;

  Console(OutputStream out, OutputStream err) {
    this.out = new BufferedOutputStream(out, 1 << 16);
    this.err = err;
  }

  /** Prints a line of the result. */
  void line(String text) throws IOException {
    print(text + "\n");
  }

  /** Prints a piece of the result as it is. */
  void print(String text) throws IOException {
    try {
      out.write(text.getBytes(UTF_8));
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  /** The standard output, for bytes such as an archive; to be flushed, not closed, by the user. */
  OutputStream bytes() {
    return out;
  }

  /** Makes sure that the result has arrived. */
  void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw outputFailed(e);
    }
  }

  /** Prints lines of progress, warnings or errors; control characters are made visible. */
  void message(String text) {
    rawMessage(printable(text) + "\n");
  }

  /** As {@link #message}, for text that moves the cursor itself. */
  synchronized void rawMessage(String text) {
    try {
      err.write(text.getBytes(UTF_8));
      err.flush();
    } catch (IOException e) {
      // Nobody reads the messages; the exit code still says how it ended.
    }
  }

  /** The last guard: text with no control character but the line end. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\n' || !Character.isISOControl(c)) {
        safe.append(c);
      } else {
        safe.append("\\x").append(HexFormat.of().toHexDigits((byte) c));
      }
    }
    return safe.toString();
  }

  private static IOException outputFailed(IOException e) {
    return new IOException("writing to standard output: " + e.getMessage(), e);
  }
}
