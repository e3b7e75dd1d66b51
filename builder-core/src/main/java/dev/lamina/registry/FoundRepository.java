package dev.lamina.registry;

/**
 * A repository that a search found. What it says of itself is not escaped.
 *
 * @param name in Docker's familiar form: {@code alpine}, {@code bitnami/redis}
 * @param description in a line; may be empty
 * @param stars how many people like it
 * @param official whether Docker looks after it
 */
public record FoundRepository(String name, String description, long stars, boolean official) {}
