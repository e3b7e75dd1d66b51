package dev.lamina.plan;

import dev.lamina.dockerfile.DidYouMean;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.instruction.Definition;
import dev.lamina.dockerfile.instruction.Dockerfile;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.io.Escaped;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Build arguments that no ARG asks for. */
final class UnusedArgs {
  private static final Set<String> ALWAYS_KNOWN =
      Set.of(
          "HTTP_PROXY",
          "http_proxy",
          "HTTPS_PROXY",
          "https_proxy",
          "FTP_PROXY",
          "ftp_proxy",
          "NO_PROXY",
          "no_proxy",
          "ALL_PROXY",
          "all_proxy",
          "SOURCE_DATE_EPOCH");

  private UnusedArgs() {}

  static Optional<Problem> find(Dockerfile dockerfile, PlanOptions options) {
    Set<String> declared = new TreeSet<>();
    boolean computed = false;
    for (Instruction.Arg arg : Planner.args(dockerfile)) {
      for (Definition definition : arg.definitions()) {
        declared.add(definition.name().text());
        computed |= definition.name().text().indexOf('$') >= 0;
      }
    }
    List<String> unused =
        options.buildArgs().keySet().stream()
            .filter(n -> !declared.contains(n) && !isKnown(n))
            .sorted()
            .toList();
    if (unused.isEmpty() || computed) {
      return Optional.empty();
    }
    String list = unused.stream().map(Escaped::text).collect(Collectors.joining(" "));
    String message = "One or more build-args [" + list + "] were not consumed";
    Place place = new Place(SourceRange.lines(dockerfile.file(), 1, 1), List.of());
    return Optional.of(
        DidYouMean.nearest(unused.get(0), declared)
            .map(near -> place.problem(message, "did you mean " + Escaped.text(near) + "?"))
            .orElse(place.problem(message)));
  }

  private static boolean isKnown(String name) {
    return ALWAYS_KNOWN.contains(name)
        || name.startsWith("BUILDKIT_")
        || name.matches("(BUILD|TARGET)(PLATFORM|OS|OSVERSION|ARCH|VARIANT)|TARGETSTAGE");
  }
}
