package dev.lamina.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.filetree.LayerShare;
import dev.lamina.filetree.LayerShare.Loss;
import dev.lamina.filetree.LayerShare.StoredFile;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.json.Json;
import dev.lamina.json.JsonLimits;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import dev.lamina.testing.Law;
import java.io.IOException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ImagePageTest {
  private static final PageLimits FEW = new PageLimits(5, 4, 100);
  private static final Pattern DATA =
      Pattern.compile(
          "<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);
  private static final Pattern STYLE = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL);
  private static final Pattern SCRIPT = Pattern.compile("<script>(.*?)</script>", Pattern.DOTALL);

  private static String part(Pattern pattern, String page) {
    Matcher matcher = pattern.matcher(page);
    assertTrue(matcher.find(), pattern::pattern);
    return matcher.group(1);
  }

  private static JsonObject data(String page) throws IOException {
    return Json.parseObject(part(DATA, page).getBytes(UTF_8), "data", JsonLimits.OWN_INDEX);
  }

  /** All but style, script and data. */
  private static String markup(String page) {
    return page.replace(part(DATA, page), "")
        .replace(part(STYLE, page), "")
        .replace(part(SCRIPT, page), "");
  }

  private static List<Long> numbers(JsonObject columns, String name) throws IOException {
    List<Long> numbers = new ArrayList<>();
    for (JsonValue value : columns.values(name)) {
      numbers.add(value instanceof JsonNumber number ? number.longValue() : 1L);
    }
    return numbers;
  }

  /** Files and bytes of each layer and fate, which is all that a page may not lose. */
  private static List<String> totals(ImageReport report) {
    Stream.Builder<String> lines = Stream.builder();
    for (int i = 0; i < report.layers().size(); i++) {
      for (StoredFile file : report.layers().get(i).files()) {
        EntryPath path = file.path();
        int fate = new FileRow(path, path, 1, file.size(), i, file.loss()).fate();
        lines.add(i + " " + fate + ": 1 of " + file.size());
      }
    }
    return summed(lines.build());
  }

  private static List<String> totals(JsonObject data) throws IOException {
    JsonObject files = data.object("files");
    List<Long> sizes = numbers(files, "size");
    List<Long> counts = numbers(files, "name");
    List<Long> layers = numbers(files, "layer");
    List<Long> fates = numbers(files, "fate");
    return summed(
        IntStream.range(0, sizes.size())
            .mapToObj(
                i ->
                    layers.get(i)
                        + " "
                        + fates.get(i)
                        + ": "
                        + counts.get(i)
                        + " of "
                        + sizes.get(i)));
  }

  private static List<String> summed(Stream<String> lines) {
    SortedMap<String, long[]> sums = new TreeMap<>();
    lines.forEach(
        line -> {
          String[] words = line.split(": | of ", 3);
          long[] sum = sums.computeIfAbsent(words[0], key -> new long[2]);
          sum[0] += Long.parseLong(words[1]);
          sum[1] += Long.parseLong(words[2]);
        });
    return sums.entrySet().stream()
        .map(sum -> sum.getKey() + ": " + sum.getValue()[0] + " of " + sum.getValue()[1])
        .toList();
  }

  @Test
  void the_data_has_every_file_and_byte_whatever_the_limits() {
    Law.forAll(
        Reports.reports(),
        200,
        report -> {
          assertEquals(totals(report), totals(data(Reports.page(report))));
          assertEquals(totals(report), totals(data(Reports.page(report, FEW))));
        });
  }

  @Test
  void no_text_of_an_image_is_markup() {
    Law.forAll(
        Reports.reports(),
        200,
        report -> {
          String page = Reports.page(report);
          String empty = Reports.page(Reports.report("", List.of()));
          assertEquals(2, count("<script", page));
          assertEquals(2, count("</script", page));
          assertEquals(1, count("<style", page));
          assertEquals(count("<!--", empty), count("<!--", page));
          page.codePoints()
              .forEach(
                  c -> assertTrue(c == '\n' || c == '\t' || Escaped.isSafe(c), () -> "U+" + c));
        });
  }

  private static int count(String part, String whole) {
    return whole.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void hostile_text_can_still_be_read() throws IOException {
    String bad = "{{data}}</script><script>alert(1)</script>'\"&\u202e\0";
    String page = Reports.page(Reports.report(bad, List.of(List.of(Reports.file("a", 1)))));
    assertTrue(
        page.contains(
            "{{data}}&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&#39;&quot;&amp;\\u202e\\x00"));
    JsonObject layer = data(page).objects("layers").get(0);
    assertEquals(
        "RUN {{data}}</script><script>alert(1)</script>'\"&\\u202e\\x00", layer.string("by"));
  }

  @Test
  void names_are_what_ls_prints() throws IOException {
    StoredFile odd =
        new StoredFile(EntryPath.ofBytes(new byte[] {'d', '/', 'o', (byte) 0xff, '\n'}), 3, null);
    JsonObject data = data(Reports.page(Reports.report("", List.of(List.of(odd)))));
    assertEquals(List.of(new JsonString("o\\xff\\n")), data.object("files").values("name"));
    assertEquals(List.of("", "d"), data.object("dirs").strings("name"));
  }

  @Test
  void directories_come_before_what_is_in_them_and_files_in_their_order() throws IOException {
    JsonObject data =
        data(
            Reports.page(
                Reports.report(
                    "",
                    List.of(
                        List.of(Reports.file("b/c/x", 1), Reports.file("top", 2)),
                        List.of(Reports.file("b/y", 3), Reports.file("b/z", 4))))));
    JsonObject dirs = data.object("dirs");
    assertEquals(List.of("", "b", "c"), dirs.strings("name"));
    assertEquals(List.of(0L, 0L, 1L), numbers(dirs, "parent"));
    assertEquals(List.of(1L, 2L, 1L), numbers(dirs, "files"));
    assertEquals(List.of("top", "z", "y", "x"), data.object("files").strings("name"));
    assertEquals(List.of(0L, 1L, 1L, 0L), numbers(data.object("files"), "layer"));
  }

  @Test
  void the_same_image_gives_the_same_bytes() {
    Law.forAll(
        Reports.reports(),
        50,
        report -> {
          assertEquals(Reports.page(report), Reports.page(report));
          List<LayerShare> again =
              report.layers().stream().map(l -> new LayerShare(l.layer(), l.files())).toList();
          assertEquals(
              Reports.page(report, FEW),
              Reports.page(new ImageReport(report.names(), report.image(), again), FEW));
        });
  }

  @Test
  void nothing_is_loaded_and_no_attribute_is_a_script_or_a_style() {
    Pattern loads =
        Pattern.compile(
            "(?i)(\\b(src|srcset|data|action|href)=\"(?!#)|\\son\\w+=|\\sstyle=|<link|<base)");
    Law.forAll(
        Reports.reports(),
        100,
        report -> {
          String page = Reports.page(report);
          assertFalse(
              loads
                  .matcher(
                      markup(page)
                          .replaceAll("(data-key|title)=\"[^\"]*\"", "")
                          .replaceAll(">[^<]*<", "><"))
                  .find());
          assertFalse(Pattern.compile("url\\((?!#)|@import").matcher(part(STYLE, page)).find());
          assertFalse(
              Pattern.compile("innerHTML|outerHTML|document\\.write|eval|import|fetch|XMLHttp")
                  .matcher(part(SCRIPT, page))
                  .find());
        });
  }

  @Test
  void the_policy_allows_this_style_and_this_script_and_nothing_else() throws Exception {
    String page = Reports.page(Reports.report("", List.of()));
    assertTrue(
        page.contains(
            "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '"
                + hash(part(STYLE, page))
                + "'; script-src '"
                + hash(part(SCRIPT, page))
                + "'; base-uri 'none'; form-action 'none';"),
        page.substring(0, 600));
  }

  private static String hash(String text) throws Exception {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    return "sha256-" + Base64.getEncoder().encodeToString(hash);
  }

  @Test
  void of_too_many_files_the_smallest_are_told_together() throws IOException {
    List<StoredFile> files =
        IntStream.range(0, 100).mapToObj(i -> Reports.file("d/e/f/g/" + i, i)).toList();
    ImageReport report = Reports.report("", List.of(files));
    String page = Reports.page(report, new PageLimits(10, 100, 1000));
    assertTrue(page.contains("the smallest 90 are shown together"), page);
    assertEquals(11, data(page).object("files").values("name").size());
    JsonObject flat = data(Reports.page(report, new PageLimits(200, 3, 1000)));
    assertEquals(List.of("", "d", "e"), flat.object("dirs").strings("name"));
    assertEquals(List.of(JsonNumber.of(100)), flat.object("files").values("name"));
    assertFalse(Reports.page(report).contains("shown together"));
  }

  @Test
  void the_largest_waste_is_listed_and_the_rest_is_summed_up() throws IOException {
    List<StoredFile> files =
        IntStream.range(0, 150)
            .mapToObj(
                i ->
                    new StoredFile(EntryPath.of("f" + i), 1000 + i, new Loss(1, Loss.Kind.DELETED)))
            .toList();
    String page = Reports.page(Reports.report("", List.of(files, List.of())));
    assertTrue(page.contains("The largest 100 are listed; the others come to 51.2\u202fkB."), page);
    assertEquals(100, count(">deleted<", page));
    assertTrue(page.indexOf("/f149<") < page.indexOf("/f148<"), "order");
    assertFalse(page.contains("/f49<"));
  }

  @Test
  void figures_are_short() {
    assertEquals(
        List.of("0\u202fB", "13.3\u202fkB", "1,234,567", "1 file", "<0.1%", "33.3%", "0%"),
        List.of(
            Figures.size(0),
            Figures.size(13_311),
            Figures.count(1_234_567),
            Figures.count(1, "file"),
            Figures.share(1, 1_000_000),
            Figures.share(1, 3),
            Figures.share(0, 0)));
    assertEquals("2026-03-01 11:00:00 UTC", Figures.time("2026-03-01T12:00:00.5+01:00"));
    assertEquals("yesterday", Figures.time("yesterday"));
  }
}
