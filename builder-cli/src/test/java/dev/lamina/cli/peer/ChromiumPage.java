package dev.lamina.cli.peer;

import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonBoolean;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonString;
import dev.lamina.json.JsonValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** One page of a browser, and what a user does with it. */
final class ChromiumPage {
  private static final Map<String, Integer> KEYS =
      Map.of(
          "Tab",
          9,
          "Enter",
          13,
          "Escape",
          27,
          "Backspace",
          8,
          "ArrowLeft",
          37,
          "ArrowUp",
          38,
          "ArrowRight",
          39,
          "ArrowDown",
          40,
          "Home",
          36,
          "End",
          35);

  private final Chromium browser;
  private final String session;
  private boolean scripts = true;

  ChromiumPage(Chromium browser, String session) throws IOException {
    this.browser = browser;
    this.session = session;
    for (String domain : List.of("Page", "Runtime", "Log", "Network")) {
      call(domain + ".enable", JsonObject.builder());
    }
  }

  private JsonObject call(String method, JsonObject.Builder parameters) throws IOException {
    return browser.call(session, method, parameters.build());
  }

  /** Shows pages from now on in a window of this size, light or dark, for screen or print. */
  ChromiumPage looks(int width, int height, String scheme) throws IOException {
    call(
        "Emulation.setDeviceMetricsOverride",
        JsonObject.builder()
            .set("width", width)
            .set("height", height)
            .set("deviceScaleFactor", 1)
            .set("mobile", JsonBoolean.FALSE));
    JsonObject feature =
        JsonObject.builder().set("name", "prefers-color-scheme").set("value", scheme).build();
    call(
        "Emulation.setEmulatedMedia",
        JsonObject.builder().set("features", new JsonArray(List.of(feature))));
    return this;
  }

  ChromiumPage withoutScripts() throws IOException {
    scripts = false;
    call("Emulation.setScriptExecutionDisabled", JsonObject.builder().setIfTrue("value", true));
    return this;
  }

  /** Opens a file, and returns when all of it is there. */
  ChromiumPage open(Path file) throws IOException {
    CompletableFuture<JsonObject> loaded = browser.next(session, "Page.loadEventFired");
    JsonObject done =
        call("Page.navigate", JsonObject.builder().set("url", file.toUri().toString()));
    if (done.has("errorText")) {
      throw new AssertionError(file + ": " + done.string("errorText"));
    }
    Chromium.await(loaded, file.toString());
    if (!scripts) {
      return this;
    }
    // two frames: sizes are observed, and what they bring is drawn
    evaluate(
        "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => done(''))))");
    return this;
  }

  /** The value of an expression as text. */
  String evaluate(String expression) throws IOException {
    JsonObject answer =
        call(
            "Runtime.evaluate",
            JsonObject.builder()
                .set("expression", expression)
                .setIfTrue("awaitPromise", true)
                .setIfTrue("returnByValue", true));
    if (answer.has("exceptionDetails")) {
      throw new AssertionError(expression + ": " + answer);
    }
    JsonValue value = answer.object("result").value("value");
    return value instanceof JsonString text ? text.value() : String.valueOf(value);
  }

  /** Presses and lets go of keys, one after the other. */
  ChromiumPage press(String... keys) throws IOException {
    for (String key : keys) {
      JsonObject.Builder down =
          JsonObject.builder()
              .set("type", "keyDown")
              .set("key", key)
              .set("code", key)
              .set("windowsVirtualKeyCode", KEYS.getOrDefault(key, 0));
      call("Input.dispatchKeyEvent", key.equals("Enter") ? down.set("text", "\r") : down);
      call(
          "Input.dispatchKeyEvent",
          JsonObject.builder()
              .set("type", "keyUp")
              .set("key", key)
              .set("code", key)
              .set("windowsVirtualKeyCode", KEYS.getOrDefault(key, 0)));
    }
    return this;
  }

  /** What has the focus: its label, else its text. */
  String focused() throws IOException {
    return evaluate(
        "document.activeElement.getAttribute('aria-label') || document.activeElement.textContent");
  }

  /** A picture of the window. */
  byte[] picture() throws IOException {
    return Base64.getDecoder()
        .decode(
            call("Page.captureScreenshot", JsonObject.builder().set("format", "png"))
                .string("data"));
  }

  /** The page on paper, as PDF. */
  byte[] print() throws IOException {
    return Base64.getDecoder()
        .decode(
            call("Page.printToPDF", JsonObject.builder().setIfTrue("printBackground", true))
                .string("data"));
  }

  /** Keeps a picture of the window beside others, where one can look at it. */
  void keep(Path folder, String name) throws IOException {
    Files.write(Files.createDirectories(folder).resolve(name + ".png"), picture());
  }

  /** Errors that were reported, and addresses that were asked for, since the last call. */
  List<String> troubles() throws IOException {
    List<String> troubles = new ArrayList<>();
    while (!browser.events().isEmpty()) {
      JsonObject event = browser.events().remove();
      if (!event.string("sessionId", "").equals(session)) {
        continue;
      }
      JsonObject about = event.object("params");
      switch (event.string("method")) {
        case "Runtime.exceptionThrown", "Log.entryAdded" -> troubles.add(about.toString());
        case "Network.requestWillBeSent" -> {
          String url = about.object("request").string("url");
          if (!url.startsWith("file:")) {
            troubles.add(url);
          }
        }
        default -> {}
      }
    }
    return troubles;
  }
}
