package dev.lamina.daemon;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.io.Escaped;
import dev.lamina.io.NotFoundException;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.URLEncoder;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A Docker engine on this machine. Each request has a connection of its own. */
public final class DockerEngine {
  private static final String UNIX = "unix://";

  private final Path socket;

  private DockerEngine(Path socket) {
    this.socket = socket;
  }

  /** Something that writes the body of a request. */
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;
  }

  /**
   * The engine of a host as {@code DOCKER_HOST} writes it.
   *
   * @throws IllegalArgumentException when it is not on a Unix socket
   */
  public static DockerEngine at(String host) {
    if (!host.startsWith(UNIX) || host.length() == UNIX.length()) {
      throw new IllegalArgumentException(
          "the Docker engine at '" + Escaped.text(host) + "' is not on a Unix socket");
    }
    return new DockerEngine(Path.of(host.substring(UNIX.length())));
  }

  /**
   * Loads the images of an archive.
   *
   * @return what the engine has to say, a line each, escaped
   * @throws IOException when there is no engine, or it does not take the archive
   */
  public List<String> load(Body archive) throws IOException {
    Response response = post("/images/load?quiet=1", archive);
    List<String> said = new ArrayList<>();
    for (String line : response.text().split("\n", -1)) {
      if (line.isBlank()) {
        continue;
      }
      JsonObject event = parse(line);
      String error = event.string("error", event.string("message", ""));
      if (!error.isEmpty() || !response.isGood()) {
        throw new IOException(
            "the Docker engine does not take the image: " + Escaped.text(error.strip()));
      }
      said.add(Escaped.text(event.string("stream", "").strip()));
    }
    if (!response.isGood()) {
      throw new IOException("the Docker engine does not take the image: " + response.status());
    }
    said.removeIf(String::isEmpty);
    return said;
  }

  /**
   * The archive of an image, as {@code docker save} writes it; the caller closes it.
   *
   * @param image a name, or an image ID
   * @throws NotFoundException when the engine has no such image
   * @throws IOException when there is no engine, or it does not give the image
   */
  public InputStream save(String image) throws IOException {
    // open until the archive has been read
    SocketChannel channel = connect();
    try {
      String head =
          "GET /images/get?names="
              + URLEncoder.encode(image, UTF_8)
              + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: lamina\r\nConnection: close\r\n\r\n";
      Channels.newOutputStream(channel).write(head.getBytes(US_ASCII));
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      ResponseHead answer = ResponseHead.read(in);
      if (!answer.isGood()) {
        throw refusal(image, Response.read(answer, in));
      }
      return new ClosingInput(answer.body(in), channel);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static IOException refusal(String image, Response response) throws IOException {
    String why = parse(response.text().strip()).string("message", "status " + response.status());
    String what = "the Docker engine does not give image " + Escaped.text(image) + ": ";
    // 500 is how engines before API 1.40 say it
    boolean unknown =
        response.status() == 404 || why.toLowerCase(Locale.ROOT).contains("no such image");
    return unknown
        ? new NotFoundException(what + Escaped.text(why))
        : new IOException(what + Escaped.text(why));
  }

  /** An answer that takes its connection with it. */
  private static final class ClosingInput extends FilterInputStream {
    private final SocketChannel channel;

    ClosingInput(InputStream in, SocketChannel channel) {
      super(in);
      this.channel = channel;
    }

    @Override
    public void close() throws IOException {
      channel.close();
    }
  }

  private static JsonObject parse(String line) throws IOException {
    try {
      return Json.parseObject(line.getBytes(UTF_8), "answer of the Docker engine");
    } catch (RefusedInputException e) {
      throw new IOException(
          "the Docker engine answers with what is no JSON: " + Escaped.text(line), e);
    }
  }

  private Response post(String target, Body body) throws IOException {
    try (SocketChannel channel = connect()) {
      OutputStream out = Channels.newOutputStream(channel);
      // one answer, and then the connection is over
      String head =
          "POST "
              + target
              + " HTTP/1.1\r\nHost: docker\r\nUser-Agent: lamina\r\nContent-Type:"
              + " application/x-tar\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n";
      out.write(head.getBytes(US_ASCII));
      // not closed: that would close the channel before the answer is read
      @SuppressWarnings("resource")
      ChunkedOutput chunks = new ChunkedOutput(out);
      InputStream in = new BufferedInputStream(Channels.newInputStream(channel));
      try {
        body.writeTo(chunks);
        chunks.finish();
      } catch (IOException e) {
        if (chunks.isBroken()) {
          return early(in, e);
        }
        throw e;
      }
      return Response.read(in);
    }
  }

  /** An engine that refuses closes the connection while we write, and has said why. */
  private static Response early(InputStream in, IOException writing) throws IOException {
    try {
      Response response = Response.read(in);
      if (!response.isGood()) {
        return response;
      }
    } catch (IOException e) {
      writing.addSuppressed(e);
    }
    throw writing;
  }

  private SocketChannel connect() throws IOException {
    SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      channel.connect(UnixDomainSocketAddress.of(socket));
      return channel;
    } catch (IOException e) {
      channel.close();
      throw new IOException(
          "no Docker engine answers at "
              + Escaped.text(UNIX + socket)
              + " (start one, or name its socket in DOCKER_HOST)",
          e);
    }
  }
}
