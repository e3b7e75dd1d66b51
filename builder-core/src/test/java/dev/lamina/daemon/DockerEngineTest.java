package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DockerEngineTest {
  @TempDir Path temp;

  private Path socket = Path.of("");
  private CompletableFuture<String> request = CompletableFuture.completedFuture("");

  @AfterEach
  void removeSocket() throws IOException {
    if (!socket.toString().isEmpty()) {
      Files.deleteIfExists(socket);
    }
  }

  /** An engine that reads the request as far as asked, gives one answer and hangs up. */
  private void engine(String answer, boolean readBody) throws IOException {
    // short: the path of a socket has hardly more than a hundred bytes
    socket = Files.createTempDirectory("lam").resolve("s");
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    request =
        CompletableFuture.supplyAsync(
            () -> {
              try (server;
                  SocketChannel client = server.accept()) {
                InputStream in = new BufferedInputStream(Channels.newInputStream(client));
                ByteArrayOutputStream seen = new ByteArrayOutputStream();
                String end = readBody ? "\r\n0\r\n\r\n" : "\r\n\r\n";
                while (!seen.toString(US_ASCII).endsWith(end)) {
                  seen.write(in.read());
                }
                client.write(ByteBuffer.wrap(answer.getBytes(US_ASCII)));
                return seen.toString(US_ASCII);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private List<String> load(DockerEngine.Body body) throws IOException {
    return DockerEngine.at("unix://" + socket).load(body);
  }

  private static void hello(java.io.OutputStream out) throws IOException {
    out.write("hello".getBytes(US_ASCII));
  }

  private void assertRefused(String part) {
    String message =
        assertThrows(IOException.class, () -> load(DockerEngineTest::hello)).getMessage();
    assertTrue(String.valueOf(message).contains(part), message);
  }

  @Test
  void the_archive_is_sent_in_chunks_and_the_answer_is_read() throws Exception {
    String chunk = "{\"stream\":\"Loaded image: x\"}";
    String size = Integer.toHexString(chunk.length());
    engine(
        String.join(
            "\r\n",
            "HTTP/1.1 200 OK",
            "Transfer-Encoding: chunked",
            "",
            size,
            chunk,
            "1",
            "\n",
            "0",
            "",
            ""),
        true);
    assertEquals(List.of("Loaded image: x"), load(DockerEngineTest::hello));
    String sent = request.get();
    assertTrue(sent.startsWith("POST /images/load?quiet=1 HTTP/1.1\r\nHost: docker\r\n"), sent);
    assertTrue(sent.endsWith("\r\n\r\n5\r\nhello\r\n0\r\n\r\n"), sent);
  }

  @Test
  void what_the_engine_does_not_take_is_told_in_its_words() throws Exception {
    engine("HTTP/1.1 200 OK\r\nContent-Length: 24\r\n\r\n{\"error\":\"invalid tar\\u0007\"}", true);
    assertRefused("invalid tar");
    engine("HTTP/1.1 500 Oops\r\n\r\n{\"message\":\"no room\"}", true);
    assertRefused("no room");
    engine("HTTP/1.1 503 Gone\r\nContent-Length: 0\r\n\r\n", true);
    assertRefused("503");
  }

  @Test
  void an_engine_that_hangs_up_while_it_is_sent_to_has_said_why() throws Exception {
    engine("HTTP/1.1 400 Bad\r\nContent-Length: 18\r\n\r\n{\"message\":\"stop\"}", false);
    String message =
        assertThrows(
                IOException.class,
                () ->
                    load(
                        out -> {
                          for (int i = 0; i < 1000; i++) {
                            out.write(new byte[1 << 20]);
                          }
                        }))
            .getMessage();
    assertTrue(String.valueOf(message).contains("stop"), message);
  }

  @Test
  void what_is_no_answer_is_an_error() throws Exception {
    for (String answer :
        List.of(
            "",
            "SSH-2.0-x\r\n",
            "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n{]x",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n7fffffff\r\n",
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
      engine(answer, true);
      assertThrows(IOException.class, () -> load(DockerEngineTest::hello), answer);
    }
  }

  @Test
  void a_failure_of_the_archive_itself_comes_through() throws Exception {
    engine("", true);
    String message =
        assertThrows(
                IOException.class,
                () ->
                    load(
                        out -> {
                          throw new IOException("disk");
                        }))
            .getMessage();
    assertEquals("disk", message);
  }

  @Test
  void only_unix_sockets_are_hosts() {
    assertThrows(IllegalArgumentException.class, () -> DockerEngine.at("tcp://localhost:1"));
    assertThrows(IllegalArgumentException.class, () -> DockerEngine.at("unix://"));
    assertThrows(
        IOException.class,
        () -> DockerEngine.at("unix://" + temp.resolve("none")).load(DockerEngineTest::hello));
  }
}
