package dev.lamina.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/**
 * The commands by name. Only the one that a line names is made, since each costs time at the start:
 * the whole tree is for help, completions and lines that name none.
 */
final class CommandTree {
  private record Entry(String name, List<String> aliases) {
    Entry(String name, String... aliases) {
      this(name, List.of(aliases));
    }

    boolean answersTo(String word) {
      return name.equals(word) || aliases.contains(word);
    }
  }

  private static final List<Entry> ENTRIES =
      List.of(
          new Entry("build", "bud"),
          new Entry("images"),
          new Entry("tag"),
          new Entry("untag"),
          new Entry("rmi"),
          new Entry("history"),
          new Entry("why"),
          new Entry("inspect"),
          new Entry("save"),
          new Entry("load"),
          new Entry("unpack"),
          new Entry("commit"),
          new Entry("import"),
          new Entry("export"),
          new Entry("push"),
          new Entry("pull"),
          new Entry("login"),
          new Entry("logout"),
          new Entry("tags"),
          new Entry("referrers"),
          new Entry("search"),
          new Entry("digest"),
          new Entry("copy", "cp"),
          new Entry("ls"),
          new Entry("cat"),
          new Entry("diff"),
          new Entry("config", "mutate"),
          new Entry("append"),
          new Entry("flatten"),
          new Entry("squash"),
          new Entry("rebase"),
          new Entry("index"),
          new Entry("prune"),
          new Entry("verify"),
          new Entry("df"),
          new Entry("info"),
          new Entry("image"),
          new Entry("version"),
          new Entry("completion"),
          new Entry("help"));

  private final CommandModels models;

  private CommandTree(CommandModels models) {
    this.models = models;
  }

  // A switch and no table of constructors: each lambda would cost time at every start.
  private static Object command(String name) {
    return switch (name) {
      case "build" -> new BuildCommand();
      case "images" -> new ImagesCommand();
      case "tag" -> new TagCommand();
      case "untag" -> new UntagCommand();
      case "rmi" -> new RmiCommand();
      case "history" -> new HistoryCommand();
      case "why" -> new WhyCommand();
      case "inspect" -> new InspectCommand();
      case "save" -> new SaveCommand();
      case "load" -> new LoadCommand();
      case "unpack" -> new UnpackCommand();
      case "commit" -> new CommitCommand();
      case "import" -> new ImportCommand();
      case "export" -> new ExportCommand();
      case "push" -> new PushCommand();
      case "pull" -> new PullCommand();
      case "login" -> new LoginCommand();
      case "logout" -> new LogoutCommand();
      case "tags" -> new TagsCommand();
      case "referrers" -> new ReferrersCommand();
      case "search" -> new SearchCommand();
      case "digest" -> new DigestCommand();
      case "copy" -> new CopyCommand();
      case "ls" -> new LsCommand();
      case "cat" -> new CatCommand();
      case "diff" -> new DiffCommand();
      case "config" -> new ConfigCommand();
      case "append" -> new AppendCommand();
      case "flatten" -> new FlattenCommand();
      case "squash" -> new SquashCommand();
      case "rebase" -> new RebaseCommand();
      case "index" -> new IndexCommand();
      case "prune" -> new PruneCommand();
      case "verify" -> new VerifyCommand();
      case "df" -> new DfCommand();
      case "info" -> new InfoCommand();
      case "image" -> new ImageCommand();
      case "version" -> new VersionCommand();
      case "completion" -> new CompletionCommand();
      case "help" -> new HelpCommand();
      default -> throw new IllegalArgumentException("no command " + name);
    };
  }

  /** All commands. */
  static CommandLine whole() {
    return whole(CommandModels.load());
  }

  /** All commands, with these models. */
  static CommandLine whole(CommandModels models) {
    CommandTree tree = new CommandTree(models);
    return tree.withCommands(tree.root(), ENTRIES);
  }

  /** At least the command that {@code arguments} name. */
  static CommandLine of(List<String> arguments) {
    CommandTree tree = new CommandTree(CommandModels.load());
    CommandLine root = tree.root();
    String word = firstWord(root, arguments);
    List<Entry> named = new ArrayList<>();
    for (Entry entry : ENTRIES) {
      if (entry.answersTo(word)) {
        named.add(entry);
      }
    }
    boolean suffices = named.size() == 1 && !word.equals("help");
    return tree.withCommands(root, suffices ? named : ENTRIES);
  }

  /** The first argument that is neither a global option nor its value; empty if there is none. */
  private static String firstWord(CommandLine root, List<String> arguments) {
    Set<String> withValue = new HashSet<>();
    for (OptionSpec option : root.getCommandSpec().options()) {
      if (option.arity().min() > 0) {
        Collections.addAll(withValue, option.names());
      }
    }
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

  private CommandLine root() {
    return line(new RootCommand());
  }

  private CommandLine withCommands(CommandLine root, List<Entry> entries) {
    for (Entry entry : entries) {
      CommandLine command = line(command(entry.name()));
      if (entry.name().equals("image")) {
        command
            .addSubcommand("build", line(new BuildCommand()))
            .addSubcommand("history", line(new HistoryCommand()))
            .addSubcommand("import", line(new ImportCommand()))
            .addSubcommand("inspect", line(new InspectCommand()))
            .addSubcommand("load", line(new LoadCommand()))
            .addSubcommand("ls", line(new ImagesCommand()).setCommandName("ls"), "list")
            .addSubcommand("prune", line(new PruneCommand()))
            .addSubcommand("pull", line(new PullCommand()))
            .addSubcommand("push", line(new PushCommand()))
            .addSubcommand("rm", line(new RmiCommand()).setCommandName("rm"))
            .addSubcommand("save", line(new SaveCommand()))
            .addSubcommand("tag", line(new TagCommand()))
            .addSubcommand("untag", line(new UntagCommand()));
      } else if (entry.name().equals("index")) {
        command
            .addSubcommand("create", line(new IndexCreateCommand()))
            .addSubcommand("add", line(new IndexAddCommand()))
            .addSubcommand("rm", line(new IndexRemoveCommand()), "remove")
            .addSubcommand("inspect", line(new IndexInspectCommand()));
      }
      root.addSubcommand(entry.name(), command, entry.aliases().toArray(String[]::new));
    }
    return root.setExpandAtFiles(false)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setOverwrittenOptionsAllowed(true)
        .setUsageHelpWidth(100);
  }

  private CommandLine line(Object command) {
    return new CommandLine(models.of(command));
  }
}
