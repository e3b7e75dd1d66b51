package dev.lamina.cli;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.io.Escaped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The value of an option that has fields, as buildx writes them: {@code NAME=VALUE,…}. */
final class OptionFields {
  private final String option;
  private final String text;
  private final String hint;
  private final Map<String, String> fields = new TreeMap<>();

  private OptionFields(String option, String text, String hint) {
    this.option = option;
    this.text = text;
    this.hint = hint;
  }

  /**
   * Reads a value.
   *
   * @param option as it is written: {@code --output}
   * @param hint how to write it right
   * @param known the fields that there are
   */
  static OptionFields read(String option, String text, String hint, List<String> known)
      throws UsageException {
    OptionFields read = new OptionFields(option, text, hint);
    for (String field : text.split(",", -1)) {
      int equals = field.indexOf('=');
      if (equals < 0) {
        throw read.wrong("'" + Escaped.text(field) + "' is not NAME=VALUE");
      }
      String name = field.substring(0, equals).strip().toLowerCase(Locale.ROOT);
      if (!known.contains(name)) {
        throw read.wrong(
            "'" + Escaped.text(name) + "' is not understood" + DidYouMean.suffix(name, known));
      }
      read.fields.put(name, field.substring(equals + 1));
    }
    return read;
  }

  /** The value of a field, which is done with then; null when it is not there. */
  @Nullable String take(String name) {
    return fields.remove(name);
  }

  /** As {@link #take}, of a field that must be there. */
  String need(String name) throws UsageException {
    String value = take(name);
    if (value == null || value.isEmpty()) {
      throw wrong(name + "= is missing");
    }
    return value;
  }

  /** As {@link #take}, of one that is true or false. */
  boolean flag(String name, boolean fallback) throws UsageException {
    String value = take(name);
    if (value == null) {
      return fallback;
    }
    if (!value.equals("true") && !value.equals("false")) {
      throw wrong(name + "= is true or false, not '" + Escaped.text(value) + "'");
    }
    return value.equals("true");
  }

  /** Refuses what is left: a field that nobody takes would be passed over without a word. */
  void finish(String type) throws UsageException {
    if (!fields.isEmpty()) {
      throw wrong(fields.keySet().iterator().next() + "= is not for type " + type);
    }
  }

  /** The failure of this value. */
  UsageException wrong(String why) {
    return new UsageException("build: " + option + " '" + Escaped.text(text) + "': " + why, hint);
  }
}
