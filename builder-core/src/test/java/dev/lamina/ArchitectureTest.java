package dev.lamina;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.NullMarked;

/**
 * The floors and doors of docs/architecture.md. Change the table, this list and the code at once.
 */
@AnalyzeClasses(
    packages = ArchitectureTest.BASE,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String BASE = "dev.lamina";

  /** A package uses only floors below its own; siblings do not see each other. */
  static final List<Set<String>> FLOORS =
      List.of(
          Set.of("digest", "io"),
          Set.of("dockerfile"),
          Set.of(
              "json", "toml", "reference", "progress", "glob", "tar", "gzip", "dockerfile.shell"),
          Set.of("oci", "entry", "compression", "dockerfile.parser", "http", "credentials"),
          Set.of("content", "dockerfile.instruction"),
          Set.of("layer", "plan"),
          Set.of("filetree", "image", "lint"),
          Set.of("store", "registry", "archive", "context", "cache", "export", "daemon", "page"),
          Set.of("build", "transport", "unpack"),
          Set.of("edit"),
          Set.of(""));

  @ArchTest
  static final ArchRule packages_look_only_down =
      classes()
          .should(
              new ArchCondition<JavaClass>("depend only on lower floors") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                  String here = from.getPackageName();
                  int floor = floorOf(here);
                  for (Dependency to : from.getDirectDependenciesFromSelf()) {
                    String there = to.getTargetClass().getPackageName();
                    if (isOurs(there) && !there.equals(here) && floorOf(there) >= floor) {
                      events.add(SimpleConditionEvent.violated(from, to.getDescription()));
                    }
                  }
                }
              });

  @ArchTest
  static final ArchRule every_package_says_what_it_is_and_is_null_marked =
      classes()
          .should(
              new ArchCondition<JavaClass>("reside in a package with a @NullMarked package-info") {
                @Override
                public void check(JavaClass from, ConditionEvents events) {
                  if (!from.getPackage().isAnnotatedWith(NullMarked.class)) {
                    events.add(
                        SimpleConditionEvent.violated(
                            from, "no @NullMarked package-info in " + from.getPackageName()));
                  }
                }
              });

  @ArchTest
  static final ArchRule compression_libraries_have_one_door =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".compression")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("org.apache.commons..", "org.tukaani..", "com.github.luben.."));

  @ArchTest
  static final ArchRule jackson_has_one_door =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".json")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.fasterxml.."));

  @ArchTest
  static final ArchRule jib_has_one_door =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".credentials")
          .should()
          .dependOnClassesThat(resideInAnyPackage("com.google.."));

  @ArchTest
  static final ArchRule http_has_one_door =
      noClasses()
          .that()
          .resideOutsideOfPackage(BASE + ".http")
          .should()
          .dependOnClassesThat(resideInAnyPackage("org.apache.http..", "java.net.http.."));

  @ArchTest
  static final ArchRule core_knows_no_command_line_logger_xml_or_object_stream =
      noClasses()
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "picocli..",
                  "java.util.logging..",
                  "org.slf4j..",
                  "org.apache.logging..",
                  "javax.xml..",
                  "org.w3c.dom..",
                  "org.xml.."))
          .orShould()
          .dependOnClassesThat(
              describe(
                  "are System.Logger or object streams",
                  (JavaClass c) ->
                      c.getName().startsWith("java.lang.System$Logger")
                          || c.getName().startsWith("java.io.Object")));

  @ArchTest
  static final ArchRule disk_paths_are_of_type_path =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe("are java.io.File", (JavaClass c) -> c.getName().equals("java.io.File")));

  @ArchTest
  static final ArchRule clock_environment_locale_and_console_come_in_as_arguments =
      noClasses()
          .should()
          .accessTargetWhere(
              oneOf(
                  "java.nio.file.Path.toFile",
                  "java.lang.System.getLogger",
                  "java.lang.System.getenv",
                  "java.lang.System.getProperty",
                  "java.lang.System.getProperties",
                  "java.lang.System.setProperty",
                  "java.lang.System.lineSeparator",
                  "java.lang.System.currentTimeMillis",
                  "java.lang.System.in",
                  "java.lang.System.out",
                  "java.lang.System.err",
                  "java.lang.System.exit",
                  "java.lang.Runtime.exit",
                  "java.lang.Runtime.halt",
                  "java.time.Instant.now",
                  "java.time.LocalDate.now",
                  "java.time.LocalDateTime.now",
                  "java.time.ZonedDateTime.now",
                  "java.time.OffsetDateTime.now",
                  "java.time.Clock.systemUTC",
                  "java.time.Clock.systemDefaultZone",
                  "java.time.ZoneId.systemDefault",
                  "java.util.Locale.getDefault",
                  "java.util.TimeZone.getDefault",
                  "java.nio.charset.Charset.defaultCharset",
                  "java.util.Collection.parallelStream"));

  @ArchTest
  static final ArchRule only_documents_are_read_whole =
      noClasses()
          .that()
          .resideOutsideOfPackages(BASE + ".json", BASE + ".oci")
          .should()
          .accessTargetWhere(
              oneOf(
                  "java.io.InputStream.readAllBytes",
                  "java.nio.file.Files.readAllBytes",
                  "java.nio.file.Files.readString",
                  "java.nio.file.Files.readAllLines"));

  @ArchTest
  static final ArchRule only_atomic_files_blob_writers_and_unpack_targets_move_files =
      noClasses()
          .that(
              describe(
                  "are not AtomicFile, a blob writer or an UnpackTarget",
                  (JavaClass c) ->
                      !c.getName().startsWith(BASE + ".io.AtomicFile")
                          && !c.getName().equals(BASE + ".unpack.UnpackTarget")
                          && !c.getPackageName().equals(BASE + ".content")
                          && !c.getPackageName().equals(BASE + ".store")))
          .should()
          .accessTargetWhere(oneOf("java.nio.file.Files.move"));

  @ArchTest
  static final ArchRule static_fields_are_final = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule names_have_no_filler =
      noClasses()
          .should()
          .haveNameMatching(".*[.$]([^.$]*(Manager|Utils?|Helper|Impl|Service)|Abstract[^.$]*)");

  private static com.tngtech.archunit.base.DescribedPredicate<JavaAccess<?>> oneOf(
      String... members) {
    Set<String> banned = Set.of(members);
    return describe(
        "one of " + banned,
        (JavaAccess<?> a) -> banned.contains(a.getTargetOwner().getName() + "." + a.getName()));
  }

  private static boolean isOurs(String packageName) {
    return packageName.equals(BASE) || packageName.startsWith(BASE + ".");
  }

  /** An unlisted package is an error: nobody adds a room in silence. */
  private static int floorOf(String packageName) {
    String name = packageName.equals(BASE) ? "" : packageName.substring(BASE.length() + 1);
    for (int floor = 0; floor < FLOORS.size(); floor++) {
      if (FLOORS.get(floor).contains(name)) {
        return floor;
      }
    }
    throw new AssertionError(packageName + " is not in the floor list of docs/architecture.md");
  }
}
