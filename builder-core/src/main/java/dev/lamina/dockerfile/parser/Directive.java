package dev.lamina.dockerfile.parser;

import dev.lamina.dockerfile.Place;

/** The value of a {@code # key=value} line at the top, and where it stands. */
public record Directive(String value, Place place) {}
