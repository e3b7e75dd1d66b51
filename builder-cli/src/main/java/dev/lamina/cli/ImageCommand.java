package dev.lamina.cli;

import picocli.CommandLine.Command;

/** {@code image ls} and its like: docker's other spelling. */
@Command(
    name = "image",
    description = "The commands about images in docker's other spelling: image ls, image rm, …",
    synopsisSubcommandLabel = "COMMAND")
final class ImageCommand {}
