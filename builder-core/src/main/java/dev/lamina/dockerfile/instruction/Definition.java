package dev.lamina.dockerfile.instruction;

import dev.lamina.dockerfile.parser.Word;
import org.jspecify.annotations.Nullable;

/**
 * {@code name} or {@code name=default} of ARG, not yet expanded.
 *
 * @param defaultValue null when there is none
 */
public record Definition(Word name, @Nullable String defaultValue) {}
