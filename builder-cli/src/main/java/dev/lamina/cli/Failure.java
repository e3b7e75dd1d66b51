package dev.lamina.cli;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.ProblemText;
import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.registry.RegistryException;
import dev.lamina.store.StoreBusyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * What the user is told of an exception, and the exit code that goes with its type.
 *
 * @param text severity, what, where and why; may have several lines
 * @param hint what to do about it
 */
record Failure(ExitCode code, String text, @Nullable String hint) {
  static Failure of(Throwable thrown) {
    if (thrown instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      return of(unchecked.getCause());
    }
    if (thrown instanceof ParameterException line) {
      return usage(line);
    }
    if (thrown instanceof UsageException usage) {
      return error(ExitCode.USAGE, why(usage), usage.hint());
    }
    if (thrown instanceof DockerfileException dockerfile) {
      return new Failure(ExitCode.USAGE, ProblemText.errors(dockerfile.problems()).strip(), null);
    }
    if (thrown instanceof CancellationException) {
      return error(ExitCode.INTERRUPTED, "interrupted", null);
    }
    if (thrown instanceof RegistryException registry) {
      ExitCode code =
          registry.kind() == RegistryException.Kind.NOT_FOUND
              ? ExitCode.NOT_FOUND
              : ExitCode.REGISTRY;
      return error(code, String.valueOf(registry.getMessage()), registry.hint());
    }
    if (thrown instanceof IOException io) {
      return error(codeOf(io), why(io), null);
    }
    return error(
        ExitCode.BUG,
        "this is a fault of lamina: " + thrown,
        "run it again with --log-level debug and report what it prints");
  }

  private static Failure error(ExitCode code, String text, @Nullable String hint) {
    return new Failure(code, "error: " + text, hint);
  }

  private static ExitCode codeOf(IOException thrown) {
    if (thrown instanceof RefusedInputException) {
      return ExitCode.REFUSED;
    }
    if (thrown instanceof ContentMismatchException) {
      return ExitCode.INTEGRITY;
    }
    if (thrown instanceof StoreBusyException) {
      return ExitCode.BUSY;
    }
    return thrown instanceof NotFoundException ? ExitCode.NOT_FOUND : ExitCode.IO;
  }

  private static Failure usage(ParameterException thrown) {
    CommandLine line = thrown.getCommandLine();
    String command = line.getCommandSpec().qualifiedName();
    String help = command + " --help shows what it takes";
    if (thrown instanceof UnmatchedArgumentException unmatched) {
      String word = "'" + Escaped.text(unmatched.getUnmatched().get(0)) + "'";
      List<String> near = unmatched.getSuggestions();
      String hint = near.isEmpty() ? help : "did you mean " + near.get(0) + "?";
      if (unmatched.isUnknownOption()) {
        return error(ExitCode.USAGE, command + ": unknown option " + word, hint);
      }
      return line.getSubcommands().isEmpty()
          ? error(ExitCode.USAGE, command + ": what is " + word + " for?", help)
          : error(ExitCode.USAGE, command + ": " + word + " is not a command", hint);
    }
    String message = why(thrown);
    String lower = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    return error(ExitCode.USAGE, command + ": " + lower, help);
  }

  private static String why(Throwable thrown) {
    String own = thrown instanceof FileSystemException file ? ofFile(file) : thrown.getMessage();
    Throwable cause = thrown.getCause();
    if (own == null) {
      own = cause == null ? thrown.getClass().getSimpleName() : "";
    }
    if (!(thrown instanceof IOException) || cause == null) {
      return own;
    }
    String below = why(cause);
    if (own.isEmpty() || own.equals(cause.toString())) {
      return below;
    }
    return own.contains(below) ? own : own + ": " + below;
  }

  /** The JDK's message of these is often the bare name. */
  private static String ofFile(FileSystemException thrown) {
    String file = thrown.getFile() == null ? "" : Escaped.text(thrown.getFile()) + ": ";
    if (thrown instanceof NoSuchFileException) {
      return file + "no such file or directory";
    }
    if (thrown instanceof AccessDeniedException) {
      return file + "permission denied";
    }
    if (thrown instanceof NotDirectoryException) {
      return file + "not a directory";
    }
    if (thrown instanceof FileAlreadyExistsException) {
      return file + "exists already";
    }
    return file + (thrown.getReason() == null ? "input/output error" : thrown.getReason());
  }
}
