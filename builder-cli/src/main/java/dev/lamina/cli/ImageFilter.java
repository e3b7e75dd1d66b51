package dev.lamina.cli;

import dev.lamina.NamePattern;
import dev.lamina.reference.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Docker's {@code --filter} of a list of images: every filter has to take an image. */
final class ImageFilter {
  private final List<Predicate<@Nullable Reference>> filters;

  private ImageFilter(List<Predicate<@Nullable Reference>> filters) {
    this.filters = filters;
  }

  static ImageFilter parse(List<String> texts) throws UsageException {
    List<Predicate<@Nullable Reference>> filters = new ArrayList<>();
    for (String text : texts) {
      filters.add(parse(text));
    }
    return new ImageFilter(filters);
  }

  private static Predicate<@Nullable Reference> parse(String text) throws UsageException {
    if (text.equals("dangling=true") || text.equals("dangling=1")) {
      return name -> name == null;
    }
    if (text.equals("dangling=false") || text.equals("dangling=0")) {
      return name -> name != null;
    }
    String reference = "reference=";
    if (text.startsWith(reference)) {
      NamePattern pattern = pattern(text.substring(reference.length()));
      return name -> name != null && pattern.matches(name);
    }
    throw new UsageException(
        "images: --filter: '" + Console.printable(text) + "' is not understood",
        "there are dangling=true, dangling=false and reference=PATTERN");
  }

  private static NamePattern pattern(String text) throws UsageException {
    try {
      return NamePattern.of(text);
    } catch (IllegalArgumentException e) {
      throw new UsageException("images: --filter: " + e.getMessage());
    }
  }

  /** Whether a name, or an image without one, is to be shown. */
  boolean takes(@Nullable Reference name) {
    return filters.stream().allMatch(filter -> filter.test(name));
  }
}
