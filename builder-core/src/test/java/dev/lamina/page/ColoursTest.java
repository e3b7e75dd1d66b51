package dev.lamina.page;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Contrasts as WCAG 2.2 counts them. */
class ColoursTest {
  private static final Pattern COLOUR = Pattern.compile("--([a-z0-9-]+): #([0-9a-f]{6});");

  private static List<Map<String, Integer>> schemes() throws IOException {
    String[] parts = Resources.style().split("prefers-color-scheme: dark", 2);
    return List.of(colours(parts[0]), colours(parts[1]));
  }

  private static Map<String, Integer> colours(String css) {
    Map<String, Integer> colours = new HashMap<>();
    Matcher colour = COLOUR.matcher(css);
    while (colour.find()) {
      colours.put(colour.group(1), Integer.parseInt(colour.group(2), 16));
    }
    return colours;
  }

  private static double luminance(int rgb) {
    return 0.2126 * linear(rgb >> 16 & 0xff)
        + 0.7152 * linear(rgb >> 8 & 0xff)
        + 0.0722 * linear(rgb & 0xff);
  }

  private static double linear(int channel) {
    double value = channel / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }

  private static void contrast(Map<String, Integer> scheme, String one, String two) {
    double a = luminance(Objects.requireNonNull(scheme.get(one), one));
    double b = luminance(Objects.requireNonNull(scheme.get(two), two));
    double contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    assertTrue(contrast >= 4.5, () -> one + " on " + two + ": " + contrast);
  }

  @Test
  void text_can_be_read_on_every_ground_in_light_and_dark() throws IOException {
    for (Map<String, Integer> scheme : schemes()) {
      for (String ground : List.of("ground", "surface", "raised")) {
        contrast(scheme, "text", ground);
        contrast(scheme, "quiet", ground);
        contrast(scheme, "accent", ground);
      }
      for (int i = 0; i < Colours.COUNT; i++) {
        contrast(scheme, "text", "layer-" + i);
      }
    }
  }

  @Test
  void every_layer_has_a_colour_of_its_own() throws IOException {
    for (Map<String, Integer> scheme : schemes()) {
      HashSet<Integer> colours = new HashSet<>();
      for (int i = 0; i < Colours.COUNT; i++) {
        colours.add(scheme.get("layer-" + i));
      }
      assertEquals(Colours.COUNT, colours.size());
    }
    assertTrue(Resources.script().contains("layer % " + Colours.COUNT));
  }
}
