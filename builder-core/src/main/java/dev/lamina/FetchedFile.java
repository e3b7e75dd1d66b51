package dev.lamina;

import dev.lamina.build.RemoteFiles;
import dev.lamina.registry.WebFile;
import java.io.IOException;
import java.io.InputStream;

/** A file of the web, as a build takes it. */
record FetchedFile(WebFile file) implements RemoteFiles.RemoteFile {
  @Override
  public InputStream content() throws IOException {
    return file.content();
  }

  @Override
  public long modified() {
    return file.modified();
  }

  @Override
  public void close() {
    file.close();
  }
}
