package dev.lamina.plan;

import dev.lamina.digest.Digest;
import dev.lamina.dockerfile.Place;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.io.EntryPath;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One thing to do: words expanded, paths absolute, flags resolved. */
public sealed interface Step {
  /** The instruction, for messages; problems are made from it. */
  Place place();

  /** Where the instruction stands. */
  default SourceRange range() {
    return place().range();
  }

  /** The text for the history. */
  String createdBy();

  <R> R accept(Visitor<R> visitor);

  /** One case for each kind of step. */
  interface Visitor<R> {
    R copyFiles(CopyFiles step);

    R makeDirectory(MakeDirectory step);

    R configure(Configure step);
  }

  /**
   * COPY and ADD: one layer.
   *
   * @param sources paths and patterns, variables expanded, else as written; of ADD also URLs
   * @param inlineFiles copied after the sources
   * @param checksum of the only source, which is a URL; null when none is asked for
   */
  record CopyFiles(
      Place place,
      CopyVerb verb,
      CopyOrigin origin,
      List<String> sources,
      List<InlineFile> inlineFiles,
      Destination destination,
      CopyOptions options,
      @Nullable Digest checksum,
      String createdBy)
      implements Step {
    public CopyFiles {
      sources = List.copyOf(sources);
      inlineFiles = List.copyOf(inlineFiles);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.copyFiles(this);
    }
  }

  /**
   * WORKDIR: makes what is missing of a directory (mode 0755), and sets the working directory.
   *
   * @param path the directory; for the root there is nothing to make, and no layer
   * @param workingDir the text for the configuration, as written when it was absolute
   * @param user the USER who owns what is made; null for root
   */
  record MakeDirectory(
      Place place, EntryPath path, String workingDir, @Nullable String user, String createdBy)
      implements Step {
    /** What it does to the configuration. */
    public ConfigChange change() {
      return new ConfigChange.WorkingDir(workingDir);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.makeDirectory(this);
    }
  }

  /** All that changes the configuration only: no layer. */
  record Configure(Place place, ConfigChange change, String createdBy) implements Step {
    /** Whether there is an entry in the history; ONBUILD leaves none. */
    public boolean recordsHistory() {
      return !(change instanceof ConfigChange.OnBuildAdded);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.configure(this);
    }
  }
}
