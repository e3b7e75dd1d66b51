package dev.lamina.http;

import dev.lamina.io.ByteSource;
import dev.lamina.progress.Cancellation;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import org.apache.http.HttpHost;
import org.apache.http.auth.AuthScope;
import org.apache.http.auth.UsernamePasswordCredentials;
import org.apache.http.client.CredentialsProvider;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.RequestBuilder;
import org.apache.http.config.ConnectionConfig;
import org.apache.http.config.MessageConstraints;
import org.apache.http.config.Registry;
import org.apache.http.config.RegistryBuilder;
import org.apache.http.config.SocketConfig;
import org.apache.http.conn.routing.HttpRoute;
import org.apache.http.conn.routing.HttpRoutePlanner;
import org.apache.http.conn.socket.ConnectionSocketFactory;
import org.apache.http.conn.socket.PlainConnectionSocketFactory;
import org.apache.http.impl.client.BasicCredentialsProvider;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.PoolingHttpClientConnectionManager;
import org.apache.http.protocol.HttpRequestExecutor;
import org.jspecify.annotations.Nullable;

/**
 * Apache HttpClient with everything switched off that would act on its own: redirects, repeats,
 * cookies, decompression, remembered credentials.
 */
public final class ApacheEngine implements HttpEngine {
  /** Larger bodies ask before they are sent, so that a refusal arrives before the bytes leave. */
  private static final long EXPECT_FROM = 1 << 20;

  /** How long to wait for leave to send; peers that do not know the question just get the body. */
  private static final int EXPECT_MILLIS = 500;

  private static final int BUFFER = 128 << 10;

  /** Of an answer; what has more is no registry. */
  private static final int MAX_HEADERS = 500;

  private static final int MAX_HEADER = 64 << 10;

  private final HttpOptions options;
  private final Watchdog watchdog;
  private final CloseableHttpClient client;
  private final Cancellation cancellation;

  public ApacheEngine(HttpOptions options, Cancellation cancellation) {
    this.options = options;
    this.cancellation = cancellation;
    this.watchdog = new Watchdog(cancellation);
    this.client =
        HttpClients.custom()
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableContentCompression()
            .disableCookieManagement()
            .disableAuthCaching()
            .setUserAgent(options.userAgent())
            .setConnectionManager(connections())
            .setRequestExecutor(new HttpRequestExecutor(EXPECT_MILLIS))
            .setRoutePlanner(routes())
            .setDefaultCredentialsProvider(proxyCredentials())
            .build();
  }

  private PoolingHttpClientConnectionManager connections() {
    Registry<ConnectionSocketFactory> sockets =
        RegistryBuilder.<ConnectionSocketFactory>create()
            .register("http", PlainConnectionSocketFactory.getSocketFactory())
            .register("https", new TlsSockets(new TlsContexts(options.tls())))
            .build();
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManager(sockets);
    connections.setDefaultMaxPerRoute(options.connectionsPerHost());
    connections.setMaxTotal(4 * options.connectionsPerHost());
    connections.setValidateAfterInactivity((int) TimeUnit.SECONDS.toMillis(1));
    connections.setDefaultSocketConfig(
        SocketConfig.custom()
            .setSoTimeout(millis(options.connectTimeout()))
            .setTcpNoDelay(true)
            .setRcvBufSize(4 * BUFFER)
            .build());
    connections.setDefaultConnectionConfig(
        ConnectionConfig.custom()
            .setBufferSize(BUFFER)
            .setMessageConstraints(
                MessageConstraints.custom()
                    .setMaxHeaderCount(MAX_HEADERS)
                    .setMaxLineLength(MAX_HEADER)
                    .build())
            .build());
    return connections;
  }

  private HttpRoutePlanner routes() {
    return (target, request, context) -> {
      boolean secure = "https".equals(target.getSchemeName());
      int port = target.getPort() >= 0 ? target.getPort() : secure ? 443 : 80;
      HttpHost host = new HttpHost(target.getHostName(), port, target.getSchemeName());
      Optional<URI> proxy = options.proxies().of(URI.create(host.toURI()));
      return proxy.isEmpty()
          ? new HttpRoute(host, null, secure)
          : new HttpRoute(host, null, host(proxy.get()), secure);
    };
  }

  private static HttpHost host(URI proxy) {
    int standard = "https".equals(proxy.getScheme()) ? 443 : 80;
    int port = proxy.getPort() >= 0 ? proxy.getPort() : standard;
    return new HttpHost(proxy.getHost(), port, proxy.getScheme());
  }

  private CredentialsProvider proxyCredentials() {
    CredentialsProvider provider = new BasicCredentialsProvider();
    for (URI proxy : new URI[] {options.proxies().http(), options.proxies().https()}) {
      String user = proxy == null ? null : proxy.getUserInfo();
      if (proxy != null && user != null) {
        int colon = user.indexOf(':');
        provider.setCredentials(
            new AuthScope(host(proxy)),
            new UsernamePasswordCredentials(
                colon < 0 ? user : user.substring(0, colon),
                colon < 0 ? "" : user.substring(colon + 1)));
      }
    }
    return provider;
  }

  private static int millis(Duration duration) {
    return Math.toIntExact(duration.toMillis());
  }

  @Override
  public Response send(Request request) throws IOException {
    cancellation.check();
    ByteSource body = request.body();
    RequestBuilder builder = RequestBuilder.create(request.method()).setUri(request.uri());
    for (Map.Entry<String, String> header : request.headers().entrySet()) {
      builder.setHeader(header.getKey(), header.getValue());
    }
    Watchdog.Watch watch = watchdog.watch(options.idleTimeout());
    if (body != null) {
      builder.setEntity(new BodyEntity(body, watch, options.commitTimeout(body.size())));
    }
    builder.setConfig(config(body));
    var message = builder.build();
    watch.begin(message);
    try {
      CloseableHttpResponse answer = client.execute(message);
      return new ApacheResponse(request.uri(), message, answer, watch);
    } catch (IOException e) {
      watch.close();
      throw failure(request, watch, e);
    }
  }

  private RequestConfig config(@Nullable ByteSource body) {
    int read = millis(options.idleTimeout());
    if (body != null) {
      read = Math.max(read, millis(options.commitTimeout(body.size())));
    }
    return RequestConfig.custom()
        .setConnectTimeout(millis(options.connectTimeout()))
        .setConnectionRequestTimeout(0)
        .setSocketTimeout(read)
        .setExpectContinueEnabled(body != null && body.size() >= EXPECT_FROM)
        .build();
  }

  private static IOException failure(Request request, Watchdog.Watch watch, IOException e) {
    if (watch.cancelled()) {
      CancellationException cancelled = new CancellationException("cancelled");
      cancelled.initCause(e);
      throw cancelled;
    }
    if (e instanceof BodyEntity.UnreadableBody unreadable) {
      return unreadable.reason();
    }
    return Failures.of(request, watch, e);
  }

  @Override
  public void close() throws IOException {
    watchdog.close();
    client.close();
  }
}
