package dev.lamina.oci;

import dev.lamina.digest.Digest;
import dev.lamina.digest.VerifyingInputStream;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * A parsed value with the exact bytes that it came from. A digest is of bytes, not of meaning, so
 * the bytes go wherever the value goes.
 *
 * @param <T> the kind of value
 */
public final class Document<T> {
  /** Largest document that is read, in bytes. */
  public static final int MAX_SIZE = 4 << 20;

  private final Descriptor descriptor;
  private final T value;
  private final byte[] bytes;

  private Document(Descriptor descriptor, T value, byte[] bytes) {
    this.descriptor = descriptor;
    this.value = value;
    this.bytes = bytes;
  }

  /** Reads a value from the object that a document holds. */
  @FunctionalInterface
  interface Parser<T> {
    T parse(JsonObject object) throws RefusedInputException;
  }

  /** A document that we write: the canonical bytes of {@code json}. */
  static <T> Document<T> of(String mediaType, T value, JsonObject json) {
    byte[] bytes = Json.write(json);
    return new Document<>(
        Descriptor.of(mediaType, Digest.sha256(bytes), bytes.length), value, bytes);
  }

  /** A document from outside that must be what the descriptor says. */
  static <T> Document<T> parse(Descriptor descriptor, byte[] bytes, String what, Parser<T> parser)
      throws IOException {
    String name = what + " " + descriptor.digest();
    byte[] copy = bytes.clone();
    descriptor.verify(copy, name);
    return new Document<>(descriptor, parser.parse(Json.parseObject(copy, name)), copy);
  }

  /** What refers to this document. */
  public Descriptor descriptor() {
    return descriptor;
  }

  /** What the document says. */
  public T value() {
    return value;
  }

  /** The exact bytes; a copy. */
  public byte[] bytes() {
    return bytes.clone();
  }

  /** A stream over the exact bytes. */
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  /** The same document referred to by another descriptor of the same bytes. */
  public Document<T> withDescriptor(Descriptor changed) {
    if (!changed.sameContent(descriptor)) {
      throw new IllegalArgumentException(changed.digest() + " is not " + descriptor.digest());
    }
    return new Document<>(changed, value, bytes);
  }

  /**
   * This document as one of a narrower kind of value.
   *
   * @throws RefusedInputException when the value is of another kind
   */
  public <S> Document<S> as(Class<S> kind) throws RefusedInputException {
    if (!kind.isInstance(value)) {
      throw new RefusedInputException(
          descriptor.digest() + " is not " + kind.getSimpleName() + ": " + descriptor.mediaType());
    }
    return new Document<>(descriptor, kind.cast(value), bytes);
  }

  /**
   * Reads all bytes of a document from a stream, which stays open. Nothing is allocated on the word
   * of a descriptor that exceeds the limit, and at most one byte more than its size is read.
   *
   * @throws RefusedInputException when the descriptor announces more than {@link #MAX_SIZE}
   * @throws dev.lamina.digest.ContentMismatchException when size or digest differ
   */
  public static byte[] readBytes(Descriptor descriptor, InputStream in) throws IOException {
    if (descriptor.size() > MAX_SIZE) {
      throw new RefusedInputException(
          "document "
              + descriptor.digest()
              + " has "
              + descriptor.size()
              + " bytes, more than the limit of "
              + MAX_SIZE);
    }
    // not closed: the stream below is the caller's
    @SuppressWarnings("resource")
    VerifyingInputStream verified =
        new VerifyingInputStream(
            in, descriptor.digest(), descriptor.size(), "document " + descriptor.digest());
    return verified.readAllBytes();
  }

  /** Equal descriptors; the bytes are then equal too. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Document<?> that && descriptor.equals(that.descriptor);
  }

  @Override
  public int hashCode() {
    return descriptor.hashCode();
  }

  @Override
  public String toString() {
    return descriptor.mediaType() + " " + descriptor.digest();
  }
}
