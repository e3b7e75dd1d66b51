package dev.lamina.plan;

import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.instruction.CopyFlags;
import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.dockerfile.instruction.Instruction;
import dev.lamina.dockerfile.instruction.Stage;
import dev.lamina.dockerfile.parser.Heredoc;
import dev.lamina.dockerfile.parser.Word;
import dev.lamina.dockerfile.shell.Variables;
import dev.lamina.dockerfile.shell.WordExpander;
import dev.lamina.io.Escaped;
import dev.lamina.plan.CopyOptions.Link;
import dev.lamina.plan.CopyOptions.Parents;
import dev.lamina.plan.CopyOptions.Unpack;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the step of a COPY or ADD. */
final class CopyMaker {
  private final StageState state;
  private final Stage stage;
  private final WordExpander expander;
  private final Variables variables;
  private final Findings findings;

  CopyMaker(StageState state, Stage stage, WordExpander expander, Findings findings) {
    this.state = state;
    this.stage = stage;
    this.expander = expander;
    this.variables = Variables.of(state.variables());
    this.findings = findings;
  }

  Step.CopyFiles step(Instruction.Copy copy) throws DockerfileException {
    Place place = copy.place();
    CopyFrom from = CopyFrom.of(copy, stage.index(), state.scope().names());
    if (from.problem() != null) {
      throw new DockerfileException(from.problem());
    }
    List<String> sources = sources(copy);
    String destination = expand(copy.destination(), place);
    CopyFlags flags = copy.flags();
    Ownership chown = value(flags.chown(), place, Ownership::parse, "write --chown=user:group");
    ChmodSpec chmod =
        value(flags.chmod(), place, ChmodSpec::parse, "write --chmod=755 or --chmod=u=rwX,go=rX");
    Digest checksum = checksum(copy, sources);
    CopyOptions options =
        new CopyOptions(
            chown,
            chmod,
            flags.link() ? Link.ON : Link.OFF,
            flags.parents() ? Parents.ON : Parents.OFF,
            flags.excludes(),
            unpack(copy));
    return new Step.CopyFiles(
        place,
        copy.verb(),
        from.origin(),
        sources,
        inlineFiles(copy),
        destination(destination, copy.destination().in(place)),
        options,
        checksum,
        createdBy(copy, sources, destination, options));
  }

  private @Nullable Digest checksum(Instruction.Copy copy, List<String> sources)
      throws DockerfileException {
    Word flag = copy.flags().checksum();
    if (flag == null) {
      return null;
    }
    Place place = flag.in(copy.place());
    if (sources.size() > 1) {
      findings.problem(place.problem("checksum can't be specified for multiple sources"));
      return null;
    }
    if (sources.isEmpty() || !RemoteSources.isUrl(sources.get(0))) {
      findings.problem(place.problem("checksum requires HTTP(S) or Git sources"));
      return null;
    }
    String text = expand(flag, copy.place());
    try {
      return Digest.parse(text);
    } catch (IllegalArgumentException e) {
      boolean known =
          Arrays.stream(DigestAlgorithm.values()).anyMatch(a -> text.startsWith(a.id() + ":"));
      String what =
          known || text.indexOf(':') < 0
              ? "invalid checksum digest format"
              : "unsupported digest algorithm";
      findings.problem(
          place.problem(what + ": " + Escaped.text(text), "write --checksum=sha256:HEX"));
      return null;
    }
  }

  private List<String> sources(Instruction.Copy copy) {
    List<String> sources = new ArrayList<>();
    for (Word word : copy.sources()) {
      Place place = word.in(copy.place());
      try {
        String source = expand(word, copy.place());
        Problem refusal =
            copy.flags().from() == null ? RemoteSources.refusal(copy.verb(), source, place) : null;
        if (refusal != null) {
          findings.problem(refusal);
        }
        if (source.indexOf('\0') >= 0) {
          findings.problem(place.problem("a path can't contain NUL: " + Escaped.text(source)));
        }
        sources.add(source);
      } catch (DockerfileException e) {
        findings.problems(e);
      }
    }
    return sources;
  }

  private List<InlineFile> inlineFiles(Instruction.Copy copy) throws DockerfileException {
    List<InlineFile> files = new ArrayList<>();
    for (Heredoc heredoc : copy.heredocs()) {
      String name = heredoc.name();
      if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
        throw new DockerfileException(
            copy.place()
                .problem(
                    "the heredoc name "
                        + Escaped.text(name)
                        + " is no file name: the file is called like it"));
      }
      String body = heredoc.body();
      boolean literal = heredoc.expansion() == Heredoc.Expansion.LITERAL;
      files.add(
          new InlineFile(name, literal ? body : expander.heredoc(body, variables, copy.place())));
    }
    return files;
  }

  private Destination destination(String text, Place place) throws DockerfileException {
    String workingDir = state.workingDir();
    expander.effort().spend(Paths.COST * (workingDir.length() + text.length()), place);
    String whole = text.startsWith("/") ? text : workingDir + "/" + text;
    return new Destination(
        Paths.entry(whole, place),
        Paths.meansDirectory(text) ? Destination.Form.DIRECTORY : Destination.Form.OPEN);
  }

  private static Unpack unpack(Instruction.Copy copy) {
    if (copy.verb() == CopyVerb.COPY) {
      return Unpack.NEVER;
    }
    Boolean chosen = copy.flags().unpack();
    if (chosen == null) {
      return Unpack.IF_ARCHIVE;
    }
    return chosen ? Unpack.ALWAYS : Unpack.NEVER;
  }

  private static String createdBy(
      Instruction.Copy copy, List<String> sources, String destination, CopyOptions options) {
    StringBuilder out = new StringBuilder(copy.verb().name());
    if (options.parents() == Parents.ON) {
      out.append(" --parents");
    }
    if (options.chown() != null) {
      out.append(" --chown=").append(options.chown().text());
    }
    if (options.chmod() != null) {
      out.append(" --chmod=").append(options.chmod().text());
    }
    sources.forEach(s -> out.append(' ').append(s));
    copy.heredocs().forEach(h -> out.append(" <<").append(h.name()));
    return out.append(' ').append(destination).append(" # buildkit").toString();
  }

  private String expand(Word word, Place place) throws DockerfileException {
    return expander.word(word.text(), variables, word.in(place));
  }

  private <T> @Nullable T value(
      @Nullable Word word, Place place, Function<String, T> parse, String hint)
      throws DockerfileException {
    if (word == null) {
      return null;
    }
    String text = expand(word, place);
    if (text.isEmpty()) {
      return null;
    }
    try {
      return parse.apply(text);
    } catch (IllegalArgumentException e) {
      findings.problem(word.in(place).problem(String.valueOf(e.getMessage()), hint));
      return null;
    }
  }
}
