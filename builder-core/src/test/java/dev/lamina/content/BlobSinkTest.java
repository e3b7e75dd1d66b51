package dev.lamina.content;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lamina.digest.ContentMismatchException;
import dev.lamina.digest.Digest;
import dev.lamina.digest.DigestAlgorithm;
import dev.lamina.oci.Descriptor;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class BlobSinkTest {
  /** A sink in memory. */
  private static final class MemorySink implements BlobSink {
    final Map<Digest, byte[]> blobs = new TreeMap<>();

    @Override
    public boolean has(Descriptor blob) {
      byte[] bytes = blobs.get(blob.digest());
      return bytes != null && bytes.length == blob.size();
    }

    @Override
    public BlobWriter newBlob(DigestAlgorithm algorithm) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      return new BlobWriter() {
        @Override
        public void write(int b) {
          out.write(b);
        }

        @Override
        public Blob commit() {
          MessageDigest hash = algorithm.newMessageDigest();
          hash.update(out.toByteArray());
          Digest digest = Digest.of(algorithm, hash);
          blobs.put(digest, out.toByteArray());
          return new Blob(digest, out.size());
        }

        @Override
        public void close() {}
      };
    }
  }

  private final MemorySink sink = new MemorySink();

  private static InputStream bytes(String text) {
    return new ByteArrayInputStream(text.getBytes(UTF_8));
  }

  @Test
  void a_stream_is_stored_under_its_digest() throws IOException {
    assertEquals(new Blob(Digest.sha256("abc".getBytes(UTF_8)), 3), sink.put(bytes("abc")));
    assertEquals(1, sink.blobs.size());
  }

  @Test
  void bytes_that_are_not_the_descriptors_are_not_stored() throws IOException {
    Descriptor abc = Descriptor.of("x", Digest.sha256("abc".getBytes(UTF_8)), 3);
    for (String wrong : new String[] {"", "ab", "abcd", "abd"}) {
      assertThrows(ContentMismatchException.class, () -> sink.put(abc, bytes(wrong)), wrong);
    }
    assertEquals(0, sink.blobs.size());
    sink.put(abc, bytes("abc"));
    assertEquals(1, sink.blobs.size());
  }

  @Test
  void a_blob_is_stored_under_the_algorithm_of_its_descriptor() throws IOException {
    MessageDigest hash = DigestAlgorithm.SHA512.newMessageDigest();
    hash.update("abc".getBytes(UTF_8));
    Digest digest = Digest.of(DigestAlgorithm.SHA512, hash);
    sink.put(Descriptor.of("x", digest, 3), bytes("abc"));
    assertEquals(digest, sink.blobs.keySet().iterator().next());
  }

  @Test
  @SuppressWarnings("InputStreamSlowMultibyteRead") // four bytes
  void no_byte_after_the_first_surplus_one_is_read() {
    Descriptor abc = Descriptor.of("x", Digest.sha256("abc".getBytes(UTF_8)), 3);
    int[] read = {0};
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            read[0]++;
            return 'a';
          }
        };
    assertThrows(ContentMismatchException.class, () -> sink.put(abc, endless));
    assertEquals(4, read[0]);
  }
}
