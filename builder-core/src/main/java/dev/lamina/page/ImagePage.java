package dev.lamina.page;

import dev.lamina.io.EntryPath;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * One HTML page about an image: nothing is loaded from elsewhere, and its content security policy
 * forbids it. Tables are in the page as they are; a script adds what can be moved. The same report
 * gives the same bytes.
 */
public final class ImagePage {
  private ImagePage() {}

  /**
   * Writes the page.
   *
   * @param out stays open
   */
  public static void write(ImageReport report, OutputStream out) throws IOException {
    write(report, PageLimits.DEFAULT, out);
  }

  static void write(ImageReport report, PageLimits limits, OutputStream out) throws IOException {
    List<FileRow> rows = FileRows.of(report.layers(), limits);
    String style = Resources.style();
    String script = Resources.script();
    Map<String, String> parts =
        Map.ofEntries(
            Map.entry("policy", policy(style, script)),
            Map.entry("style", style),
            Map.entry("script", script),
            Map.entry("title", new Html().text(report.title()).toString()),
            Map.entry("figures", HeadSection.figures(report).toString()),
            Map.entry("facts", HeadSection.facts(report).toString()),
            Map.entry("limits", limitsNote(rows).toString()),
            Map.entry("layers", LayersSection.of(report).toString()),
            Map.entry("waste", WasteSection.of(report).toString()),
            Map.entry("config", ConfigSection.of(report).toString()),
            Map.entry("history", HistorySection.of(report).toString()),
            Map.entry("data", PageData.json(report, rows)));
    Writer writer = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    fill(Resources.template(), parts, writer);
    writer.flush();
  }

  private static String policy(String style, String script) {
    return "default-src 'none'; style-src "
        + Resources.policySource(style)
        + "; script-src "
        + Resources.policySource(script)
        + "; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script';"
        + " trusted-types 'none'";
  }

  /** Each {@code {{name}}} of the template once; what is put in is not looked at again. */
  private static void fill(String template, Map<String, String> parts, Writer out)
      throws IOException {
    int from = 0;
    for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
      int close = template.indexOf("}}", open);
      String part = parts.get(template.substring(open + 2, close));
      if (part == null) {
        throw new IllegalStateException("no part " + template.substring(open, close));
      }
      out.write(template, from, open - from);
      out.write(part);
      from = close + 2;
    }
    out.write(template, from, template.length() - from);
  }

  private static Html limitsNote(List<FileRow> rows) {
    long together = 0;
    for (FileRow row : rows) {
      EntryPath name = row.name();
      together += name == null ? row.count() : 0;
    }
    Html note = new Html();
    if (together > 0) {
      note.element(
          "p",
          "This image has too many files to show each: the smallest "
              + Figures.count(together)
              + " are shown together, by directory and layer.",
          "class",
          "note");
    }
    return note;
  }
}
