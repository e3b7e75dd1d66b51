package dev.lamina.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.apache.http.HttpHost;
import org.apache.http.conn.socket.LayeredConnectionSocketFactory;
import org.apache.http.conn.ssl.NoopHostnameVerifier;
import org.apache.http.conn.ssl.SSLConnectionSocketFactory;
import org.apache.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/** Connects with the TLS settings of the host that is meant. */
final class TlsSockets implements LayeredConnectionSocketFactory {
  private final TlsContexts contexts;

  TlsSockets(TlsContexts contexts) {
    this.contexts = contexts;
  }

  private SSLConnectionSocketFactory of(String host, int port) throws IOException {
    String named = port == 443 ? host : host + ":" + port;
    return contexts.verifies(named)
        ? new SSLConnectionSocketFactory(contexts.of(named))
        : new SSLConnectionSocketFactory(contexts.of(named), NoopHostnameVerifier.INSTANCE);
  }

  // no TLS object is made before the host is known: the first one costs a fifth of a second
  @Override
  public Socket createSocket(HttpContext context) {
    return new Socket();
  }

  @Override
  public Socket connectSocket(
      int timeout,
      Socket socket,
      HttpHost host,
      InetSocketAddress remote,
      @Nullable InetSocketAddress local,
      HttpContext context)
      throws IOException {
    return of(host.getHostName(), remote.getPort())
        .connectSocket(timeout, socket, host, remote, local, context);
  }

  @Override
  public Socket createLayeredSocket(Socket socket, String target, int port, HttpContext context)
      throws IOException {
    return of(target, port).createLayeredSocket(socket, target, port, context);
  }
}
