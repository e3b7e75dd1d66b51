package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.cli.CommandRun;
import dev.lamina.testing.Sh;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page of {@code inspect --html} in a browser, about a Debian with layers upon it. */
class PageIT {
  @TempDir static Path folder;

  private static @Nullable Chromium browser;
  private static Path page = Path.of("unset");
  private static Path hostile = Path.of("unset");

  @SuppressWarnings("NullAway.Init") // set before each test
  private ChromiumPage shown;

  @BeforeAll
  static void write_the_pages() throws IOException {
    browser = Chromium.start(folder.resolve("browser"));
    CommandRun lamina = new CommandRun(folder.resolve("store"));
    page = folder.resolve("page.html");
    build(lamina, "app", debian());
    lamina.run("inspect", "--html", page.toString(), "app").ok();
    hostile = folder.resolve("hostile.html");
    build(lamina, "hostile", hostile());
    lamina.run("inspect", "--html", hostile.toString(), "hostile").ok();
  }

  private static void build(CommandRun lamina, String name, Path context) throws IOException {
    lamina.run("build", "-q", "-t", name, context.toString()).ok();
  }

  /** Layers that overwrite files and directories, and one that is large. */
  private static Path debian() throws IOException {
    Path context = Files.createDirectories(folder.resolve("debian"));
    Sh.in(context).run("cp", Debian.rootfs(folder).toString(), "rootfs.tar.gz").ok();
    Path app = Files.createDirectories(context.resolve("app/lib"));
    Files.write(app.resolve("server.jar"), new byte[9_000_000]);
    Files.write(app.resolve("parts.jar"), new byte[2_200_000]);
    Files.write(context.resolve("server.jar"), new byte[6_500_000]);
    Files.write(context.resolve("bash"), new byte[1_500_000]);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        ADD rootfs.tar.gz /
        LABEL org.opencontainers.image.title="Example server"
        COPY app /opt/app
        COPY server.jar /opt/app/lib/server.jar
        COPY bash /bin/bash
        ENV LANG=C.UTF-8 OPTIONS="-a -b"
        WORKDIR /opt/app
        EXPOSE 8080
        ENTRYPOINT ["/opt/app/run", "--listen", ":8080"]
        """);
    return context;
  }

  private static Path hostile() throws IOException {
    Path context = Files.createDirectories(folder.resolve("hostile"));
    Path files = Files.createDirectories(context.resolve("files"));
    for (String name :
        List.of("<img src=x onerror=document.title=1>", "--><!--", "\"'`${1}", "a\nb\u202e")) {
      Files.write(files.resolve(name), new byte[1000]);
    }
    Path end = Files.createDirectories(files.resolve("<")).resolve("script><script>alert(1)<");
    Files.write(Files.createDirectories(end).resolve("script>"), new byte[1000]);
    Files.writeString(
        context.resolve("Dockerfile"),
        """
        FROM scratch
        COPY files /
        COPY files /
        LABEL "</script><script>throw 1</script>"="</style><img src=x>"
        """);
    return context;
  }

  @AfterAll
  static void end() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void new_page() throws IOException {
    shown = Objects.requireNonNull(browser).page();
  }

  private int number(String expression) throws IOException {
    return (int) Double.parseDouble(shown.evaluate("String(" + expression + ")"));
  }

  @ParameterizedTest
  @CsvSource({"1280,light", "1280,dark", "390,light", "390,dark", "360,light", "2560,dark"})
  void it_is_drawn_without_errors_at_any_width(int width, String scheme) throws IOException {
    shown.looks(width, 1100, scheme).open(page);
    assertEquals(List.of(), shown.troubles());
    assertEquals("", shown.evaluate("String(document.body.dataset.ready)"));
    assertEquals("undefined", shown.evaluate("String(document.body.dataset.error)"));
    assertTrue(number("document.querySelectorAll('#boxes button').length") >= 3, "few boxes");
    assertTrue(number("document.querySelectorAll('#painting g rect').length") > 300, "few files");
    assertEquals(width, number("document.documentElement.scrollWidth"), "width of all");
    shown.evaluate("document.getElementById('contents').scrollIntoView({behavior: 'instant'})");
    Set<Integer> colours = colours(shown.picture());
    assertTrue(colours.size() > 100, () -> "only " + colours.size() + " colours");
    shown.keep(Path.of("target", "page"), width + "-" + scheme);
  }

  private static Set<Integer> colours(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    Set<Integer> colours = new HashSet<>();
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        colours.add(image.getRGB(x, y));
      }
    }
    return colours;
  }

  @Test
  void light_and_dark_differ() throws IOException {
    String ground = "getComputedStyle(document.documentElement).backgroundColor";
    String light = shown.looks(800, 600, "light").open(page).evaluate(ground);
    String dark = shown.looks(800, 600, "dark").evaluate(ground);
    assertEquals("rgb(250, 250, 248) rgb(19, 21, 24)", light + " " + dark);
  }

  @Test
  void boxes_fill_the_map_by_size_and_do_not_overlap() throws IOException {
    shown.looks(1280, 1100, "light").open(page);
    String boxes =
        "[...document.querySelectorAll('#boxes button')].map(b => b.getBoundingClientRect())";
    double covered =
        Double.parseDouble(
            shown.evaluate(
                "String((m => "
                    + boxes
                    + ".reduce((sum, b) => sum + b.width * b.height, 0) / (m.clientWidth *"
                    + " m.clientHeight))(document.getElementById('treemap')))"));
    assertEquals(1, covered, 0.01);
    assertEquals(
        "0",
        shown.evaluate(
            "String((all => all.filter((a, i) => all.some((b, j) => i < j && a.left + 1 < b.right"
                + " && b.left + 1 < a.right && a.top + 1 < b.bottom && b.top + 1 <"
                + " a.bottom)).length)("
                + boxes
                + "))"));
  }

  @Test
  void all_of_it_can_be_done_with_the_keyboard() throws IOException {
    shown.looks(1280, 1100, "light").open(page).press("Tab");
    assertEquals("Skip to content", shown.focused());
    shown.press("Enter", "Tab");
    assertEquals("Whole image", shown.focused());
    shown.press("Tab");
    String usr = shown.focused();
    assertTrue(usr.startsWith("/usr/: "), usr);
    shown.press("Enter");
    assertEquals(
        "Rootusr",
        shown.evaluate("document.getElementById('crumbs').innerText" + ".replace(/\\s|\\//g, '')"));
    String first = shown.focused();
    assertTrue(first.startsWith("/usr/"), first);
    shown.press("ArrowRight");
    String second = shown.focused();
    assertTrue(second.startsWith("/usr/") && !second.equals(first), second);
    shown.press("Backspace");
    assertEquals(usr, shown.focused());
    shown.press("Enter", "Escape", "Escape");
    assertEquals(usr, shown.focused());
    assertEquals(List.of(), shown.troubles());
  }

  @Test
  void a_layer_shows_its_own_files_and_what_hides_them() throws IOException {
    shown.looks(1280, 1100, "light").open(page).press("Tab", "Enter", "Tab");
    shown.press("ArrowRight", "ArrowRight");
    assertTrue(shown.focused().startsWith("Layer 1: 11.2"), shown.focused());
    assertEquals(
        "opt", shown.evaluate("document.querySelector('#boxes .name').firstChild.textContent"));
    shown.press("Tab", "Enter", "Enter", "Enter");
    String file = shown.focused();
    assertTrue(
        file.startsWith("/opt/app/lib/server.jar: 9") && file.endsWith("overwritten by layer 2"),
        file);
    shown.keep(Path.of("target", "page"), "layer");
    shown.evaluate("document.querySelector('#picker button').click()");
    assertTrue(number("document.querySelectorAll('#boxes button').length") >= 1);
  }

  @Test
  void the_table_of_waste_is_sorted_by_any_column() throws IOException {
    shown.looks(1280, 1100, "light").open(page);
    String first = "document.querySelector('table.waste tbody td').textContent";
    assertEquals("/opt/app/lib/server.jar", shown.evaluate(first));
    shown.evaluate("document.querySelector('table.waste th button').focus()");
    shown.press("Enter", "Enter");
    assertEquals("/usr/bin/bash", shown.evaluate(first));
    assertEquals(
        "descending",
        shown.evaluate("document.querySelector('table.waste th').getAttribute('aria-sort')"));
  }

  @Test
  void without_scripts_the_tables_are_there() throws IOException {
    shown.withoutScripts().looks(1280, 1100, "light").open(page);
    assertEquals("undefined", shown.evaluate("String(document.body.dataset.ready)"));
    String text = shown.evaluate("document.body.innerText");
    for (String part :
        List.of("Layers", "Wasted bytes", "/opt/app/lib/server.jar", "LANG=C.UTF-8", "EXPOSE")) {
      assertTrue(text.contains(part), part);
    }
    assertTrue(text.contains("With JavaScript this page also draws"), text);
    assertEquals(
        "none", shown.evaluate("getComputedStyle(document.getElementById('contents')).display"));
  }

  @Test
  void hostile_names_are_text() throws IOException {
    shown.looks(1280, 1100, "light").open(hostile);
    assertEquals(List.of(), shown.troubles());
    assertEquals("", shown.evaluate("String(document.body.dataset.ready)"));
    assertEquals("hostile:latest", shown.evaluate("document.title"));
    assertEquals(0, number("document.querySelectorAll('img').length"));
    assertEquals(2, number("document.querySelectorAll('script').length"));
    String labels =
        shown.evaluate(
            "[...document.querySelectorAll('#boxes button')].map(b =>"
                + " b.getAttribute('aria-label')).join('|')");
    for (String name :
        List.of("/<img src=x onerror=document.title=1>:", "/a\\nb\\u202e:", "/\"'`${1}:", "/</:")) {
      assertTrue(labels.contains(name), labels);
    }
  }

  @Test
  void it_prints() throws IOException {
    shown.looks(1280, 1100, "dark").open(page);
    byte[] pdf = shown.print();
    assertEquals("%PDF", new String(pdf, 0, 4, UTF_8));
    assertTrue(pdf.length > 20_000, () -> "only " + pdf.length + " bytes");
    Files.write(Path.of("target", "page", "print.pdf"), pdf);
  }
}
