package dev.lamina.cli;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** The command is the library's first honest user: it touches what every user may touch. */
@AnalyzeClasses(packages = "dev.lamina.cli", importOptions = ImportOption.DoNotIncludeTests.class)
class CommandArchitectureTest {
  /** Packages whose types are all for users of the library. */
  private static final Set<String> API =
      Set.of(
          "",
          "digest",
          "io",
          "json",
          "oci",
          "reference",
          "progress",
          "dockerfile",
          "entry",
          "context",
          "content",
          "credentials",
          "image");

  /** Packages of which users see the values that go in and come out, and nothing that works. */
  private static final Set<String> VALUES =
      Set.of(
          "build",
          "cache",
          "plan",
          "lint",
          "filetree",
          "store",
          "compression",
          "export",
          "registry",
          "archive",
          "transport",
          "unpack");

  /** A value too, with so many parts that it is made by a builder. */
  private static final String REQUEST = "dev.lamina.build.BuildRequest";

  /** A value too, of which there are several kinds. */
  private static final String PLACE = "dev.lamina.transport.ImagePlace";

  @ArchTest
  static final ArchRule the_command_touches_api_only =
      noClasses()
          .should()
          .dependOnClassesThat(
              describe(
                  "are internal to the library", CommandArchitectureTest::isInternalToTheLibrary));

  @ArchTest
  static final ArchRule other_libraries_are_picocli_only =
      classes()
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage("java..", "dev.lamina..", "picocli..", "org.jspecify.."));

  @ArchTest
  static final ArchRule static_fields_are_final = fields().that().areStatic().should().beFinal();

  @ArchTest
  static final ArchRule names_have_no_filler =
      noClasses()
          .should()
          .haveNameMatching(".*[.$]([^.$]*(Manager|Utils?|Helper|Impl|Service)|Abstract[^.$]*)");

  private static boolean isInternalToTheLibrary(JavaClass there) {
    String base = "dev.lamina";
    String name = there.getPackageName();
    if (!name.startsWith(base) || name.startsWith(base + ".cli")) {
      return false;
    }
    String floor = name.equals(base) ? "" : name.substring(base.length() + 1);
    boolean value =
        there.isRecord()
            || there.isEnum()
            || there.isAssignableTo(Throwable.class)
            || there.getName().startsWith(REQUEST)
            || there.getName().startsWith(PLACE);
    return !API.contains(floor) && !(VALUES.contains(floor) && value);
  }
}
