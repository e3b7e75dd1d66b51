package dev.lamina.cli;

import dev.lamina.dockerfile.DockerfileException;
import dev.lamina.io.Escaped;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParseResult;

/** The {@code lamina} command: one line of arguments in, an exit code out. */
public final class Main {
  private final Environment environment;
  private final Console console;
  private final Cancellation cancellation;

  Main(Environment environment, Cancellation cancellation) {
    this.environment = environment;
    this.console = new Console(environment.out(), environment.err());
    this.cancellation = cancellation;
  }

  /** Runs the command line that the process was given, and ends the process. */
  public static void main(String[] arguments) {
    // picocli would look for Groovy, and load converters for types that no option has.
    System.setProperty("picocli.disable.closures", "true");
    System.setProperty("picocli.converters.excludes", "java\\.(sql|time)\\..*");
    Interruption interruption = Interruption.watch();
    Main main = new Main(Environment.ofProcess(), interruption.cancellation());
    ExitCode code = main.run(List.of(arguments));
    interruption.finished();
    if (code != ExitCode.DONE || othersRun()) {
      System.exit(code.code());
    }
    // else returning ends the process too, and does not first make a logger as an exit of Java 21
    // does
  }

  private static boolean othersRun() {
    Thread[] threads = new Thread[64];
    int count = Thread.enumerate(threads);
    for (int i = 0; i < count; i++) {
      if (threads[i] != Thread.currentThread() && !threads[i].isDaemon()) {
        return true;
      }
    }
    return count == threads.length;
  }

  /** Runs one command line to its end; never throws. */
  ExitCode run(List<String> arguments) {
    @Nullable RootCommand root = null;
    ExitCode code;
    try {
      checkEncoding(arguments);
      if (arguments.equals(List.of("--version"))) {
        code = version(); // needs no options, and so no time to make them
      } else {
        CommandLine tree = CommandTree.of(arguments);
        root = tree.getCommand();
        code = execute(tree, root.options(), arguments);
      }
    } catch (Exception | OutOfMemoryError | StackOverflowError | LinkageError e) {
      code = report(e, root);
    }
    try {
      console.flush();
      return code;
    } catch (IOException e) {
      return code == ExitCode.DONE ? report(e, root) : code;
    }
  }

  private ExitCode execute(CommandLine tree, GlobalOptions options, List<String> arguments)
      throws IOException, DockerfileException, UsageException {
    ParseResult line = tree.parseArgs(arguments.toArray(String[]::new));
    while (line.hasSubcommand()) {
      line = line.subcommand();
    }
    CommandLine command = line.commandSpec().commandLine();
    Ansi ansi = options.color(environment) ? Ansi.ON : Ansi.OFF;
    if (command.isVersionHelpRequested()) {
      return version();
    }
    if (command.isUsageHelpRequested()) {
      console.print(command.getUsageMessage(ansi));
      return ExitCode.DONE;
    }
    if (command.getCommand() instanceof Action action) {
      try (Session session = new Session(environment, options, console, cancellation)) {
        return action.run(session);
      }
    }
    throw new UsageException(
        "which command?\n" + command.getUsageMessage(ansi).stripTrailing(), null);
  }

  private ExitCode version() throws IOException {
    console.line("lamina " + Version.TEXT);
    return ExitCode.DONE;
  }

  /** The JVM has put U+FFFD where an argument was not text in the locale's encoding. */
  private static void checkEncoding(List<String> arguments) throws UsageException {
    for (String argument : arguments) {
      if (argument.indexOf('\ufffd') >= 0) {
        throw new UsageException(
            "argument " + Escaped.text(argument) + ": its bytes are not text in this locale",
            "set LC_ALL=C.UTF-8, and give names that are valid UTF-8");
      }
    }
  }

  private ExitCode report(Throwable thrown, @Nullable RootCommand root) {
    Failure failure = Failure.of(thrown);
    console.message(failure.text());
    if (failure.hint() != null) {
      console.message("hint: " + failure.hint());
    }
    if (root != null && root.options().logLevel() == GlobalOptions.LogLevel.DEBUG) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      console.message(trace.toString().replace("\t", "    ").stripTrailing());
    }
    return failure.code();
  }
}
