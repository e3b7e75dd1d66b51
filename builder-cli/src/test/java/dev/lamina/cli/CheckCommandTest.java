package dev.lamina.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckCommandTest extends CommandLineTest {
  private static final String MISSPELT =
      """
      FROM STRATCH
      LABLE a=b
      EVN a=b
      WORDDIR /x
      """;

  private Path context = Path.of("");

  @BeforeEach
  void makeContext() throws IOException {
    context = Files.createDirectory(directory.resolve("c"));
  }

  private void dockerfile(String text) throws IOException {
    Files.writeString(context.resolve("Dockerfile"), text);
  }

  @Test
  void a_clean_file_says_so_and_nothing_is_written() throws IOException {
    dockerfile("FROM scratch\nCOPY nothere /\n");
    Path iidfile = Files.writeString(directory.resolve("id"), "old");
    Result result = run("build", "--check", "--iidfile", iidfile.toString(), "c").ok();
    assertEquals("Check complete, no warnings found.\n", result.out());
    assertEquals("", result.err());
    assertEquals("old", Files.readString(iidfile));
    assertFalse(Files.exists(directory.resolve("store")), "a store was made");
  }

  @Test
  void no_store_and_no_home_are_needed() throws IOException {
    dockerfile("FROM scratch\n");
    variables.put("LAMINA_STORE", "");
    run("build", "--check", "c").ok();
    variables.put("LAMINA_STORE", context.toString());
    run("build", "--check", "c").ok();
  }

  @Test
  void warnings_are_shown_with_rule_page_and_lines() throws IOException {
    dockerfile("FROM scratch as Base\nWORKDIR app\nCMD x \\\n  y\n");
    String expected =
        """
        Check complete, 4 warnings have been found!

        WARNING: FromAsCasing - https://docs.docker.com/go/dockerfile/rule/from-as-casing/
        'as' and 'FROM' keywords' casing do not match
        Dockerfile:1
        --------------------
           1 | >>> FROM scratch as Base
        --------------------

        WARNING: StageNameCasing - https://docs.docker.com/go/dockerfile/rule/stage-name-casing/
        Stage name 'Base' should be lowercase
        Dockerfile:1
        --------------------
           1 | >>> FROM scratch as Base
        --------------------

        WARNING: WorkdirRelativePath - https://docs.docker.com/go/dockerfile/rule/workdir-relative-path/
        Relative workdir "app" can have unexpected results if the base image changes
        Dockerfile:2
        --------------------
           2 | >>> WORKDIR app
        --------------------

        WARNING: JSONArgsRecommended - https://docs.docker.com/go/dockerfile/rule/json-args-recommended/
        JSON arguments recommended for CMD to prevent unintended behavior related to OS signals
        Dockerfile:3
        --------------------
           3 | >>> CMD x \\
           4 | >>>   y
        --------------------
        """;
    for (List<String> spelling :
        List.of(List.of("--check"), List.of("--call=check"), List.of("--call", "check"))) {
      String[] line =
          Stream.of(List.of("build"), spelling, List.of("c"))
              .flatMap(List::stream)
              .toArray(String[]::new);
      Result result = run(line).exits(ExitCode.FINDINGS);
      assertEquals(expected, result.out());
      assertEquals("", result.err());
    }
  }

  @Test
  void four_misspellings_are_told_at_once_by_check_and_by_build() throws IOException {
    dockerfile(MISSPELT);
    Result check = run("build", "--check", "c").exits(ExitCode.FINDINGS);
    Result build = run("build", "c").exits(ExitCode.USAGE);
    assertEquals("", build.out());
    assertEquals("Check complete, 4 errors have been found!\n\n" + build.err(), check.out());
    String[] blocks = build.err().split("\n\n", -1);
    List<String> meant = List.of("scratch", "LABEL", "ENV", "WORKDIR");
    assertEquals(4, blocks.length, build.err());
    for (int i = 0; i < 4; i++) {
      assertTrue(blocks[i].startsWith("Dockerfile:" + (i + 1) + ":"), blocks[i]);
      assertTrue(blocks[i].contains("(did you mean " + meant.get(i) + "?)"), blocks[i]);
    }
  }

  @Test
  void a_base_that_is_nearly_scratch_gets_a_hint() throws IOException {
    dockerfile("FROM SCRATCH\n");
    String err = run("build", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("(did you mean scratch?)"), err);
    dockerfile("FROM stratch\n");
    String missing = run("build", "--offline", "c").exits(ExitCode.NOT_FOUND).err();
    assertTrue(missing.contains("build it first (did you mean scratch?)"), missing);
    Result check = run("build", "--check", "c").ok();
    assertEquals(
        "warning: Dockerfile:1: stratch is taken as the name of an image (did you mean scratch?)\n",
        check.err());
  }

  @Test
  void json_has_the_keys_of_buildx() throws IOException {
    dockerfile("FROM scratch as b\nUNKNOWN \\\n x\n");
    Result result = run("build", "--call=check,format=json", "c").exits(ExitCode.FINDINGS);
    JsonObject report = Json.parseObject(result.bytes(), "the report");
    JsonObject warning = report.objects("warnings").get(0);
    assertEquals("FromAsCasing", warning.string("ruleName"));
    assertEquals(
        "The 'as' keyword should match the case of the 'from' keyword",
        warning.string("description"));
    assertEquals(
        "https://docs.docker.com/go/dockerfile/rule/from-as-casing/", warning.string("url"));
    assertEquals("'as' and 'FROM' keywords' casing do not match", warning.string("detail"));
    assertEquals(1, line(warning, "start"));
    JsonObject source = report.objects("sources").get(0);
    assertEquals("Dockerfile", source.string("filename"));
    assertEquals("Dockerfile", source.string("language"));
    assertEquals(
        "FROM scratch as b\nUNKNOWN \\\n x\n",
        new String(Base64.getDecoder().decode(source.string("data")), UTF_8));
    JsonObject error = report.object("buildError");
    assertEquals("unknown instruction: UNKNOWN", error.string("message"));
    assertEquals(2, line(error, "start"));
    assertEquals(3, line(error, "end"));
    assertEquals(
        "unknown instruction: UNKNOWN", error.objects("problems").get(0).string("message"));
  }

  @Test
  void json_of_a_clean_file_has_no_warnings_and_no_error() throws IOException {
    dockerfile("FROM scratch\n");
    JsonObject report =
        Json.parseObject(run("build", "--call=check,format=json", "c").ok().bytes(), "the report");
    assertEquals(List.of(), report.objects("warnings"));
    assertFalse(report.members().containsKey("buildError"));
  }

  private static long line(JsonObject finding, String end) throws IOException {
    return finding.object("location").objects("ranges").get(0).object(end).integer("line");
  }

  @Test
  void a_build_tells_warnings_in_a_line_each_and_goes_on() throws IOException {
    dockerfile("FROM scratch as b\nLABEL a=$b\\\\n\n");
    Result result = run("build", "c").ok();
    assertTrue(
        result
            .err()
            .contains(
                "warning: Dockerfile:1: FromAsCasing: 'as' and 'FROM' keywords' casing do not"
                    + " match (https://docs.docker.com/go/dockerfile/rule/from-as-casing/)\n"),
        result.err());
    assertTrue(result.err().contains("warning: Dockerfile:2: UndefinedVar"), result.err());
    assertEquals("", run("build", "-q", "c").ok().err());
    String events = run("build", "--progress=json", "c").ok().err();
    assertTrue(events.contains("\"rule\":\"FromAsCasing\""), events);
  }

  @Test
  void warnings_of_the_plan_are_escaped_once() throws IOException {
    dockerfile("FROM scratch\nARG a\n");
    String err = run("build", "--build-arg", "a\\b=1", "c").ok().err();
    assertTrue(err.contains("build-args [a\\\\b] were not consumed"), err);
  }

  @Test
  void a_build_knows_the_variables_of_its_base() throws IOException {
    dockerfile("FROM scratch\nENV JAVA_HOME=/java\n");
    run("build", "-t", "java", "c").ok();
    dockerfile("FROM java\nENV PATH=$JAVA_HOME/bin:$PATH HOME=$JAVA_HOM\n");
    String err = run("build", "c").ok().err();
    assertTrue(err.contains("'$JAVA_HOM' (did you mean $JAVA_HOME?)"), err);
    assertFalse(err.contains("'$JAVA_HOME'"), err);
    dockerfile("FROM java\nENV PATH=$OTHER/bin\n");
    assertTrue(run("build", "c").ok().err().contains("'$OTHER'"));
    run("build", "--check", "c").ok();
  }

  @Test
  void unneeded_stages_are_checked_but_do_not_warn_in_a_build() throws IOException {
    dockerfile("FROM scratch AS a\nENV k v\nFROM scratch\n");
    assertFalse(run("build", "c").ok().err().contains("LegacyKeyValueFormat"));
    run("build", "--check", "c").exits(ExitCode.FINDINGS);
    run("build", "--check", "--target", "1", "c").ok();
  }

  @Test
  void warnings_are_errors_when_the_file_says_so() throws IOException {
    dockerfile("# check=error=true\nFROM scratch as b\nMAINTAINER me\n");
    Result build = run("build", "c").exits(ExitCode.USAGE);
    assertTrue(
        build
            .err()
            .contains("error: lint violation found for rules: FromAsCasing, MaintainerDeprecated"),
        build.err());
    assertFalse(Files.exists(directory.resolve("store/index.json")), "work was begun");
    run("build", "--check", "c").exits(ExitCode.FINDINGS);
    run("build", "--build-arg", "BUILDKIT_DOCKERFILE_CHECK=skip=all", "c").ok();
    dockerfile("# check=error=true\nFROM scratch AS b\n");
    run("build", "c").ok();
  }

  @Test
  void settings_that_make_no_sense_fail_check_and_build() throws IOException {
    dockerfile("# check=skip\nFROM scratch\n");
    String err = run("build", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.startsWith("Dockerfile:1\n"), err);
    run("build", "--check", "c").exits(ExitCode.FINDINGS);
  }

  @Test
  void the_ignore_file_is_looked_at_when_asked() throws IOException {
    dockerfile("FROM scratch\nCOPY f /\n");
    Files.writeString(context.resolve(".dockerignore"), "f\n");
    run("build", "--check", "c").ok();
    String all = "BUILDKIT_DOCKERFILE_CHECK=experimental=all";
    Result result = run("build", "--check", "--build-arg", all, "c").exits(ExitCode.FINDINGS);
    assertTrue(result.out().contains("WARNING: CopyIgnoredFile"), result.out());
  }

  @Test
  void a_dockerfile_is_read_from_standard_input() {
    input = "FROM scratch as b\n".getBytes(UTF_8);
    String out = run("build", "--check", "-f", "-", "c").exits(ExitCode.FINDINGS).out();
    assertTrue(out.contains("\nstdin:1\n"), out);
  }

  @Test
  void what_a_terminal_could_take_amiss_is_escaped() throws IOException {
    dockerfile("FROM scratch\nENV KEY\u001b[31m_key=\u202e\n");
    String out = run("build", "--check", "c").exits(ExitCode.FINDINGS).out();
    assertTrue(out.chars().noneMatch(c -> c == 0x1b || c == 0x202e), out);
  }

  @Test
  void other_calls_are_refused() throws IOException {
    dockerfile("FROM scratch\n");
    String err = run("build", "--call", "outline", "c").exits(ExitCode.USAGE).err();
    assertTrue(err.contains("'outline' is none of build, check, check,format=json"), err);
    run("build", "--call", "build", "c").ok();
  }
}
