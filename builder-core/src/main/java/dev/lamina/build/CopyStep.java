package dev.lamina.build;

import dev.lamina.cache.FileDigests;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.instruction.CopyVerb;
import dev.lamina.entry.Entry;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.FileEntry;
import dev.lamina.entry.Metadata;
import dev.lamina.entry.SourceNode;
import dev.lamina.filetree.ArchiveIndex;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.filetree.UserLookup;
import dev.lamina.filetree.UserLookup.Owner;
import dev.lamina.glob.IgnoreMatcher;
import dev.lamina.glob.IgnorePattern;
import dev.lamina.io.ByteSource;
import dev.lamina.io.EntryPath;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.plan.CopyOptions;
import dev.lamina.plan.InlineFile;
import dev.lamina.plan.Ownership;
import dev.lamina.plan.RemoteSources;
import dev.lamina.plan.Step;
import dev.lamina.progress.ProgressEvent;
import dev.lamina.registry.RegistryException;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Runs one COPY or ADD: each source after the other, on what the one before has left. */
final class CopyStep {
  private final BuildTools tools;
  private final Step.CopyFiles step;
  private final EntrySource source;
  private final LayerDraft draft;
  private final Scratch scratch;
  private final CopiedMetadata metadata;
  private final CopyTarget target;
  private final CopyOperation copy;
  private final IgnoreMatcher excludes;
  private final ArchiveReading archives;

  /** Where files that were sources themselves have gone. */
  private final Set<EntryPath> files = new HashSet<>();

  /** Whether the layer of a step depends on no other. */
  static boolean isOnItsOwn(Step.CopyFiles step) {
    // with --chmod BuildKit passes over --link
    return step.options().link() == CopyOptions.Link.ON && step.options().chmod() == null;
  }

  /**
   * @param image the image so far, for names of users and for what is in the way; an empty tree for
   *     a layer that is on its own
   * @param files knows digests of the source, where it is a directory
   */
  CopyStep(
      BuildTools tools,
      Step.CopyFiles step,
      EntrySource source,
      FileTree image,
      SourceDate date,
      FileDigests files,
      Scratch scratch)
      throws IOException, DockerfileException {
    this.tools = tools;
    this.step = step;
    this.source = source;
    this.scratch = scratch;
    CopyOptions options = step.options();
    this.draft = new LayerDraft(image);
    this.metadata = new CopiedMetadata(owner(options.chown()), options.chmod(), date);
    this.target = new CopyTarget(draft, step.destination(), metadata);
    this.copy = new CopyOperation(draft, source, metadata, tools.cancellation());
    this.archives = new ArchiveReading(tools, files, scratch, this::warn);
    this.excludes = IgnoreMatcher.of(options.excludes().stream().map(IgnorePattern::of).toList());
  }

  private @Nullable Owner owner(@Nullable Ownership chown) throws IOException, DockerfileException {
    try {
      return chown == null ? null : new UserLookup(draft.tree()).owner(chown);
    } catch (NotFoundException e) {
      throw problem(e);
    }
  }

  /** Does it; the draft is what becomes the layer. */
  LayerDraft run() throws IOException, DockerfileException {
    try {
      for (String argument : step.sources()) {
        copySource(argument);
      }
      for (InlineFile file : step.inlineFiles()) {
        copyInline(file);
      }
      return draft;
    } catch (TreeConflictException | NotFoundException | IllegalArgumentException e) {
      throw problem(e);
    } catch (RefusedInputException e) {
      throw new RefusedInputException(step.range() + ": " + e.getMessage(), e);
    }
  }

  private DockerfileException problem(Exception e) {
    return new DockerfileException(step.place().problem(String.valueOf(e.getMessage())));
  }

  private void copySource(String argument) throws IOException, TreeConflictException {
    if (step.verb() == CopyVerb.ADD && RemoteSources.isUrl(argument)) {
      copyUrl(UrlSource.of(argument));
      return;
    }
    if (step.options().parents() == CopyOptions.Parents.ON) {
      copyWithParents(argument);
      return;
    }
    List<SourceMatches.Match> matches = SourceMatches.of(source, argument);
    if (matches.isEmpty()) {
      warn("no source matches " + Escaped.text(argument));
    }
    for (SourceMatches.Match match : matches) {
      copyMatch(match);
    }
  }

  private void copyMatch(SourceMatches.Match match) throws IOException, TreeConflictException {
    SourceNode node = source.find(match.path());
    if (node != null && node.isDirectory()) {
      EntryPath to = target.ofDirectory(node.entry().metadata().mtime());
      copy.copyContents(match.path(), to, Selection.without(excludes));
    } else if (!excludes.ignores(match.named().name())) {
      if (node == null
          || !(node.entry() instanceof FileEntry file)
          || !isUnpacked(file.content())) {
        EntryPath to = target.ofFile(match.named().name());
        copy.copyFile(match.path(), to);
        warnOfLostFile(to);
      }
    }
  }

  /** What is fetched is unpacked only when the step says so. */
  private void copyUrl(UrlSource url) throws IOException, TreeConflictException {
    FileEntry file;
    try {
      file = url.fetch(tools.remote(), url.name(), step.checksum(), scratch);
    } catch (RegistryException e) {
      throw e.about(step.range().toString());
    }
    boolean unpack = step.options().unpack() == CopyOptions.Unpack.ALWAYS;
    if (!(unpack && isUnpacked(file.content()))) {
      EntryPath to = target.ofFile(url.name());
      draft.put(metadata.ofCopied(file).withPath(to));
      warnOfLostFile(to);
    }
  }

  /** BuildKit does this without a word; it is hardly ever what was wanted. */
  private void warnOfLostFile(EntryPath to) throws TreeConflictException {
    if (!files.add(to) && to.equals(draft.place(step.destination().path()))) {
      warn(
          "several files are copied to "
              + to
              + ", and the last one wins; end the destination with / to make it a directory");
    }
  }

  /** Unpacks a file when this step unpacks archives and it is one. */
  private boolean isUnpacked(ByteSource file) throws IOException, TreeConflictException {
    if (step.options().unpack() == CopyOptions.Unpack.NEVER) {
      return false;
    }
    ArchiveIndex known = archives.known(file);
    if (known == null && !ArchiveReading.isArchive(file)) {
      return false;
    }
    ArchiveExtraction extraction =
        new ArchiveExtraction(draft, target.ofDirectory(), metadata, tools.cancellation());
    if (known == null) {
      archives.read(file, extraction);
    } else {
      known.warnings().forEach(this::warn);
      for (Entry entry : known.entries()) {
        extraction.add(entry);
      }
    }
    return true;
  }

  private void warn(String text) {
    tools.progress().on(new ProgressEvent.Warning(text, step.range()));
  }

  private void copyInline(InlineFile file) throws IOException, TreeConflictException {
    EntryPath path = target.ofFile(EntryPath.of(file.name()));
    Metadata made = Metadata.of(0644).withMtime(metadata.date().seconds());
    draft.put(metadata.ofCopied(new FileEntry(path, made, ByteSource.of(file.bytes()))));
  }

  /** The part up to {@code /./} says where to begin, the rest is what is kept of the path. */
  private void copyWithParents(String argument) throws IOException, TreeConflictException {
    ParentsPattern pattern = ParentsPattern.of(argument);
    if (pattern.isLiteral()) {
      source.resolve(EntryPath.of(pattern.base()).resolve(pattern.rest()));
    }
    EntryPath directory = target.ofDirectory();
    Selection selection = pattern.selection().and(Selection.without(excludes));
    for (SourceMatches.Match base : SourceMatches.of(source, pattern.base())) {
      copy.copyContents(base.path(), directory, selection);
    }
  }
}
