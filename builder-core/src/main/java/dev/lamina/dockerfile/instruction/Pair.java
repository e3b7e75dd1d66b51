package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.parser.Word;

/** {@code key=value} of ENV and LABEL, both not yet expanded. */
public record Pair(Word key, String value) {}
