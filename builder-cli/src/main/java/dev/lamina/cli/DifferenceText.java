package dev.lamina.cli;

import dev.lamina.ImageDifference;
import dev.lamina.ImageDifference.LayerFiles;
import dev.lamina.ImageDifference.LayerPair;
import dev.lamina.ImageDifference.StackedLayer;
import dev.lamina.entry.Entry;
import dev.lamina.filetree.FileAspect;
import dev.lamina.filetree.FileDifference;
import dev.lamina.io.Escaped;
import dev.lamina.json.JsonValue;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How images differ, for people: with docker's letters A, D and C for what is added and so on. */
final class DifferenceText {
  private final StringBuilder out = new StringBuilder();

  private DifferenceText() {}

  /** Empty when nothing differs. */
  static String of(ImageDifference difference) {
    DifferenceText text = new DifferenceText();
    if (!difference.config().isEmpty()) {
      text.out.append("config:\n");
      difference.config().forEach(text::field);
    }
    if (!difference.layers().stream().allMatch(LayerPair::isShared)) {
      text.out.append("layers:\n");
      difference.layers().forEach(text::layer);
    }
    if (!difference.files().isEmpty()) {
      text.out.append("files:\n");
      text.files(difference.files());
    }
    for (LayerFiles layer : difference.eachLayer()) {
      text.out.append("layer ").append(layer.place()).append(":\n");
      text.files(layer.files());
    }
    return text.out.toString();
  }

  private void field(ImageDifference.Field field) {
    out.append("  ").append(letter(field.before() == null, field.after() == null)).append(' ');
    out.append(Escaped.text(field.name())).append(": ");
    out.append(sides(json(field.before()), json(field.after()))).append('\n');
  }

  private static @Nullable String json(@Nullable JsonValue value) {
    return value == null ? null : PrettyJson.line(value);
  }

  private static char letter(boolean added, boolean removed) {
    return added ? 'A' : removed ? 'D' : 'C';
  }

  private static String sides(@Nullable String before, @Nullable String after) {
    if (before == null) {
      return String.valueOf(after);
    }
    return after == null ? before : before + " -> " + after;
  }

  private void layer(LayerPair pair) {
    char letter = pair.isShared() ? '=' : letter(pair.before() == null, pair.after() == null);
    out.append("  ").append(letter).append(' ').append(pair.place()).append(": ");
    String before = layer(pair.before());
    out.append(pair.isShared() ? before : sides(before, layer(pair.after()))).append('\n');
  }

  private static @Nullable String layer(@Nullable StackedLayer layer) {
    return layer == null
        ? null
        : layer.blob().digest() + " (" + Human.size(layer.blob().size()) + ")";
  }

  private void files(List<FileDifference> files) {
    for (FileDifference file : files) {
      Entry before = file.before();
      Entry after = file.after();
      out.append("  ").append(letter(before == null, after == null)).append(' ');
      out.append(file.path());
      if (before != null && after != null) {
        out.append("  ");
        out.append(
            file.aspects().stream()
                .map(aspect -> aspect(aspect, before, after))
                .collect(Collectors.joining(", ")));
      }
      out.append('\n');
    }
  }

  private static String aspect(FileAspect aspect, Entry before, Entry after) {
    String name = aspect.name().toLowerCase(Locale.ROOT);
    return switch (aspect) {
      case CONTENT, XATTRS, LINKS -> name;
      case TYPE -> name + " " + sides(FileText.type(before), FileText.type(after));
      case MODE -> name + " " + sides(FileText.octal(before), FileText.octal(after));
      case OWNER -> name + " " + sides(FileText.owner(before), FileText.owner(after));
      case SIZE, DEVICE -> name + " " + sides(FileText.size(before), FileText.size(after));
      case TARGET -> name + " " + sides(FileText.target(before), FileText.target(after));
      case MTIME -> name + " " + sides(FileText.timestamp(before), FileText.timestamp(after));
    };
  }
}
