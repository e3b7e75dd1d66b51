package dev.lamina.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.dockerfile.Problem;
import dev.lamina.dockerfile.SourceRange;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.store.StoreBusyException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static void check(ExitCode code, String text, Throwable thrown) {
    Failure failure = Failure.of(thrown);
    assertEquals(code, failure.code());
    assertEquals(text, failure.text());
  }

  @Test
  void each_type_has_its_exit_code() {
    check(ExitCode.USAGE, "error: x", new UsageException("x"));
    check(ExitCode.REFUSED, "error: x", new RefusedInputException("x"));
    check(ExitCode.INTEGRITY, "error: x", new ContentMismatchException("x"));
    check(ExitCode.BUSY, "error: x", new StoreBusyException("x"));
    check(ExitCode.NOT_FOUND, "error: x", new NotFoundException("x"));
    check(ExitCode.IO, "error: x", new IOException("x"));
    check(ExitCode.IO, "error: x", new UncheckedIOException(new IOException("x")));
    check(ExitCode.INTERRUPTED, "error: interrupted", new CancellationException("x"));
  }

  @Test
  void a_fault_of_ours_says_so_and_what_to_do() {
    Failure failure = Failure.of(new IllegalStateException("x"));
    assertEquals(ExitCode.BUG, failure.code());
    assertEquals(
        "error: this is a fault of lamina: java.lang.IllegalStateException: x", failure.text());
    assertNotNull(failure.hint());
  }

  @Test
  void problems_of_a_dockerfile_are_shown_whole() {
    Problem problem =
        new Problem(new SourceRange("Dockerfile", 2, 2, 1), "unknown", "try", List.of("COPPY a b"));
    check(
        ExitCode.USAGE,
        """
        Dockerfile:2:1
        --------------------
           2 | >>> COPPY a b
             |     ^
        --------------------
        error: unknown
        hint: try""",
        new DockerfileException(problem));
  }

  @Test
  void the_file_systems_own_messages_become_words() {
    check(ExitCode.IO, "error: a: no such file or directory", new NoSuchFileException("a"));
    check(ExitCode.IO, "error: a\\x1b: permission denied", new AccessDeniedException("a\u001b"));
    check(
        ExitCode.IO,
        "error: a: No space left on device",
        new FileSystemException("a", null, "No space left on device"));
  }

  @Test
  void a_wrapped_failure_tells_both_once() {
    IOException cause = new NoSuchFileException("a");
    check(
        ExitCode.IO,
        "error: copying x: a: no such file or directory",
        new IOException("copying x", cause));
    check(ExitCode.IO, "error: a: no such file or directory", new IOException(cause));
    IOException same = new IOException("y: gone", new IOException("gone"));
    check(ExitCode.IO, "error: y: gone", same);
  }
}
