package dev.lamina.build;

import dev.lamina.cache.BuildRecord.Fate;
import dev.lamina.cache.FileDigests;
import dev.lamina.context.DirectoryContext;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.entry.EntrySource;
import dev.lamina.entry.Metadata;
import dev.lamina.filetree.FileTree;
import dev.lamina.filetree.LayerDraft;
import dev.lamina.filetree.TreeConflictException;
import dev.lamina.filetree.UserLookup;
import dev.lamina.filetree.UserLookup.Owner;
import dev.lamina.io.EntryPath;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.io.Scratch;
import dev.lamina.plan.CopyOrigin;
import dev.lamina.plan.Ownership;
import dev.lamina.plan.Step;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Folds the steps of one stage over its image. */
final class StageExecutor implements Step.Visitor<StageExecutor.Execution> {
  /** Where the files of a COPY come from. */
  interface Origins {
    EntrySource find(CopyOrigin origin, Step.CopyFiles step)
        throws IOException, DockerfileException;
  }

  /** What a step does, when it is its turn. */
  interface Execution {
    Fate run() throws IOException, DockerfileException;
  }

  private final BuildTools tools;
  private final SourceDate date;
  private final Origins origins;
  private final StageState state;

  StageExecutor(BuildTools tools, SourceDate date, Origins origins, StageState state) {
    this.tools = tools;
    this.date = date;
    this.origins = origins;
    this.state = state;
  }

  /** Does a step, and tells how its layer came. */
  Fate execute(Step step) throws IOException, DockerfileException {
    tools.cancellation().check();
    return step.accept(this).run();
  }

  @Override
  public Execution configure(Step.Configure step) {
    return () -> {
      state.configure(step.change());
      if (step.recordsHistory()) {
        state.recordEmpty(step.createdBy());
      }
      return Fate.NO_LAYER;
    };
  }

  @Override
  public Execution copyFiles(Step.CopyFiles step) {
    return () -> {
      try (Scratch scratch = new Scratch(tools.scratch())) {
        EntrySource source = origins.find(step.origin(), step);
        FileDigests files =
            source instanceof DirectoryContext directory
                ? tools.cache().files(directory.root())
                : FileDigests.NONE;
        // what stands on its own does not need the layers below, which may be far away
        FileTree image = CopyStep.isOnItsOwn(step) ? new FileTree() : state.tree();
        LayerDraft draft = new CopyStep(tools, step, source, image, date, files, scratch).run();
        return state.addLayer(draft, step.createdBy(), files, scratch);
      }
    };
  }

  @Override
  public Execution makeDirectory(Step.MakeDirectory step) {
    return () -> {
      state.configure(step.change());
      if (step.path().isRoot()) {
        state.recordEmpty(step.createdBy());
        return Fate.NO_LAYER;
      }
      LayerDraft draft = new LayerDraft(state.tree());
      try (Scratch scratch = new Scratch(tools.scratch())) {
        makeDirectory(draft, step);
        return state.addLayer(draft, step.createdBy(), FileDigests.NONE, scratch);
      } catch (TreeConflictException | NotFoundException | IllegalArgumentException e) {
        throw new DockerfileException(step.place().problem(String.valueOf(e.getMessage())));
      } catch (RefusedInputException e) {
        throw new RefusedInputException(step.range() + ": " + e.getMessage(), e);
      }
    };
  }

  private void makeDirectory(LayerDraft draft, Step.MakeDirectory step)
      throws IOException, TreeConflictException {
    EntryPath place = draft.place(step.path());
    if (draft.tree().find(place) == null) {
      Owner owner = owner(draft, step.user());
      draft.makeDirectories(
          place, Metadata.of(0755).withOwner(owner.uid(), owner.gid()).withMtime(date.seconds()));
    } else {
      // there is nothing to make, unless it is no directory
      draft.makeDirectories(place, Metadata.of(0755));
    }
  }

  /** Names are looked up only when something is made. */
  private static Owner owner(LayerDraft draft, @Nullable String user) throws IOException {
    return user == null || user.isEmpty()
        ? Owner.ROOT
        : new UserLookup(draft.tree()).owner(Ownership.parse(user));
  }
}
