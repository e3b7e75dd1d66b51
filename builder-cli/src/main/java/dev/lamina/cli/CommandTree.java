package dev.lamina.cli;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands by name. Only the one that a line names is made, since each costs time at the start:
 * the whole tree is for help, completions and lines that name none.
 */
final class CommandTree {
  private record Entry(String name, List<String> aliases, Supplier<Object> command) {
    boolean answersTo(String word) {
      return name.equals(word) || aliases.contains(word);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("build", List.of("bud"), BuildCommand::new),
          new Entry("images", List.of(), ImagesCommand::new),
          new Entry("tag", List.of(), TagCommand::new),
          new Entry("untag", List.of(), UntagCommand::new),
          new Entry("rmi", List.of(), RmiCommand::new),
          new Entry("history", List.of(), HistoryCommand::new),
          new Entry("why", List.of(), WhyCommand::new),
          new Entry("inspect", List.of(), InspectCommand::new),
          new Entry("save", List.of(), SaveCommand::new),
          new Entry("load", List.of(), LoadCommand::new),
          new Entry("unpack", List.of(), UnpackCommand::new),
          new Entry("commit", List.of(), CommitCommand::new),
          new Entry("import", List.of(), ImportCommand::new),
          new Entry("export", List.of(), ExportCommand::new),
          new Entry("push", List.of(), PushCommand::new),
          new Entry("pull", List.of(), PullCommand::new),
          new Entry("login", List.of(), LoginCommand::new),
          new Entry("logout", List.of(), LogoutCommand::new),
          new Entry("tags", List.of(), TagsCommand::new),
          new Entry("referrers", List.of(), ReferrersCommand::new),
          new Entry("search", List.of(), SearchCommand::new),
          new Entry("digest", List.of(), DigestCommand::new),
          new Entry("copy", List.of("cp"), CopyCommand::new),
          new Entry("ls", List.of(), LsCommand::new),
          new Entry("cat", List.of(), CatCommand::new),
          new Entry("diff", List.of(), DiffCommand::new),
          new Entry("config", List.of("mutate"), ConfigCommand::new),
          new Entry("append", List.of(), AppendCommand::new),
          new Entry("flatten", List.of(), FlattenCommand::new),
          new Entry("squash", List.of(), SquashCommand::new),
          new Entry("rebase", List.of(), RebaseCommand::new),
          new Entry("index", List.of(), IndexCommand::new),
          new Entry("prune", List.of(), PruneCommand::new),
          new Entry("verify", List.of(), VerifyCommand::new),
          new Entry("df", List.of(), DfCommand::new),
          new Entry("info", List.of(), InfoCommand::new),
          new Entry("image", List.of(), ImageCommand::new),
          new Entry("version", List.of(), VersionCommand::new),
          new Entry("completion", List.of(), CompletionCommand::new),
          new Entry("help", List.of(), HelpCommand::new));

  private CommandTree() {}

  /** All commands. */
  static CommandLine whole() {
    return withCommands(root(), ENTRIES);
  }

  /** At least the command that {@code arguments} name. */
  static CommandLine of(List<String> arguments) {
    CommandLine root = root();
    String word = firstWord(root, arguments);
    if (word.isEmpty() && (arguments.contains("--version") || arguments.contains("-V"))) {
      return withCommands(root, List.of());
    }
    List<Entry> named = ENTRIES.stream().filter(e -> e.answersTo(word)).toList();
    boolean suffices = named.size() == 1 && !word.equals("help");
    return withCommands(root, suffices ? named : ENTRIES);
  }

  /** The first argument that is neither a global option nor its value; empty if there is none. */
  private static String firstWord(CommandLine root, List<String> arguments) {
    Set<String> withValue =
        root.getCommandSpec().options().stream()
            .filter(o -> o.arity().min() > 0)
            .flatMap((OptionSpec o) -> List.of(o.names()).stream())
            .collect(Collectors.toSet());
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (!argument.startsWith("-")) {
        return argument;
      }
      if (withValue.contains(argument)) {
        i++;
      }
    }
    return "";
  }

  private static CommandLine root() {
    return new CommandLine(new RootCommand());
  }

  private static CommandLine withCommands(CommandLine root, List<Entry> entries) {
    for (Entry entry : entries) {
      CommandLine command = new CommandLine(entry.command().get());
      if (entry.name().equals("image")) {
        command
            .addSubcommand("build", new CommandLine(new BuildCommand()))
            .addSubcommand("history", new CommandLine(new HistoryCommand()))
            .addSubcommand("import", new CommandLine(new ImportCommand()))
            .addSubcommand("inspect", new CommandLine(new InspectCommand()))
            .addSubcommand("load", new CommandLine(new LoadCommand()))
            .addSubcommand("ls", new CommandLine(new ImagesCommand()).setCommandName("ls"), "list")
            .addSubcommand("prune", new CommandLine(new PruneCommand()))
            .addSubcommand("pull", new CommandLine(new PullCommand()))
            .addSubcommand("push", new CommandLine(new PushCommand()))
            .addSubcommand("rm", new CommandLine(new RmiCommand()).setCommandName("rm"))
            .addSubcommand("save", new CommandLine(new SaveCommand()))
            .addSubcommand("tag", new CommandLine(new TagCommand()))
            .addSubcommand("untag", new CommandLine(new UntagCommand()));
      } else if (entry.name().equals("index")) {
        command
            .addSubcommand("create", new CommandLine(new IndexCreateCommand()))
            .addSubcommand("add", new CommandLine(new IndexAddCommand()))
            .addSubcommand("rm", new CommandLine(new IndexRemoveCommand()), "remove")
            .addSubcommand("inspect", new CommandLine(new IndexInspectCommand()));
      }
      root.addSubcommand(entry.name(), command, entry.aliases().toArray(String[]::new));
    }
    return root.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpWidth(100);
  }
}
