package dev.lamina.cli;

import dev.lamina.dockerfile.DockerfileException;
import java.io.IOException;

/** What a command does once its line is parsed. */
interface Action {
  ExitCode run(Session session) throws IOException, DockerfileException, UsageException;
}
