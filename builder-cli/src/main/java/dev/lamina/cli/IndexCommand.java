package dev.lamina.cli;

import picocli.CommandLine.Command;

/** Indexes: images of several platforms under one name. */
@Command(
    name = "index",
    description = "Images of several platforms under one name: index create, add, rm, inspect.",
    synopsisSubcommandLabel = "COMMAND")
final class IndexCommand {}
