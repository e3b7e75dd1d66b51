package dev.lamina.cli.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.lamina.json.Json;
import dev.lamina.json.JsonObject;
import dev.lamina.testing.Peers;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A browser without a window, driven by its own protocol (Chrome DevTools Protocol, 1.3). */
final class Chromium implements AutoCloseable {
  private static final String LISTENING = "DevTools listening on ";
  private static final long SECONDS = 60;

  private final Process process;
  private final Map<Integer, CompletableFuture<JsonObject>> asked = new ConcurrentHashMap<>();
  private final Map<String, CompletableFuture<JsonObject>> expected = new ConcurrentHashMap<>();
  private final Queue<JsonObject> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger count = new AtomicInteger();
  private final WebSocket socket;

  private Chromium(Process process, String address) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(URI.create(address), new Messages())
            .join();
  }

  /** Starts one that has nothing of a user's. */
  static Chromium start(Path folder) throws IOException {
    String program = Peers.require("chromium").toString();
    Files.createDirectories(folder);
    ProcessBuilder builder =
        new ProcessBuilder(
            program,
            "--headless=new",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-background-networking",
            "--no-first-run",
            "--hide-scrollbars",
            "--remote-debugging-port=0",
            "--user-data-dir=" + folder.resolve("profile"),
            "about:blank");
    builder.environment().put("HOME", folder.toString());
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD).start();
    BufferedReader said = process.errorReader(UTF_8);
    StringBuilder heard = new StringBuilder();
    for (String line = said.readLine(); line != null; line = said.readLine()) {
      if (line.startsWith(LISTENING)) {
        drain(said);
        return new Chromium(process, line.substring(LISTENING.length()));
      }
      heard.append(line).append('\n');
    }
    process.destroyForcibly();
    throw new AssertionError("chromium does not listen:\n" + heard);
  }

  private static void drain(BufferedReader said) {
    Thread thread = new Thread(() -> said.lines().forEach(line -> {}), "chromium's messages");
    thread.setDaemon(true);
    thread.start();
  }

  private final class Messages implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        take(text.toString());
        text.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private void take(String message) {
    try {
      JsonObject object = Json.parseObject(message.getBytes(UTF_8), "message");
      if (object.has("id")) {
        CompletableFuture<JsonObject> waiting = asked.remove((int) object.integer("id"));
        if (waiting != null) {
          waiting.complete(object);
        }
      } else {
        events.add(object);
        CompletableFuture<JsonObject> waiting =
            expected.remove(object.string("sessionId", "") + " " + object.string("method"));
        if (waiting != null) {
          waiting.complete(object);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What has happened since the last call. */
  Queue<JsonObject> events() {
    return events;
  }

  /** The next event of a name in a session. */
  CompletableFuture<JsonObject> next(String session, String event) {
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    expected.put(session + " " + event, answer);
    return answer;
  }

  /** Calls a method of the protocol, of a page's when it is in a session. */
  JsonObject call(@Nullable String session, String method, JsonObject parameters)
      throws IOException {
    int id = count.incrementAndGet();
    CompletableFuture<JsonObject> answer = new CompletableFuture<>();
    asked.put(id, answer);
    JsonObject request =
        JsonObject.builder()
            .set("id", id)
            .set("method", method)
            .set("params", parameters)
            .setUnlessEmpty("sessionId", session)
            .build();
    socket.sendText(new String(Json.write(request), UTF_8), true).join();
    JsonObject result = await(answer, method);
    if (result.has("error")) {
      throw new AssertionError(method + ": " + result.object("error"));
    }
    return result.object("result");
  }

  static JsonObject await(CompletableFuture<JsonObject> answer, String what) {
    try {
      return answer.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new AssertionError(what + " has no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /** A new page with nothing in it. */
  ChromiumPage page() throws IOException {
    JsonObject blank = JsonObject.builder().set("url", "about:blank").build();
    String target = call(null, "Target.createTarget", blank).string("targetId");
    JsonObject attach =
        JsonObject.builder().set("targetId", target).setIfTrue("flatten", true).build();
    return new ChromiumPage(this, call(null, "Target.attachToTarget", attach).string("sessionId"));
  }

  @Override
  public void close() {
    socket.abort();
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().join();
  }
}
