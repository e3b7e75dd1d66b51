package dev.lamina.bench;

import dev.lamina.entry.Entry;
import dev.lamina.entry.FileEntry;
import dev.lamina.layer.TarEntries;
import dev.lamina.tar.TarHeader;
import dev.lamina.tar.TarWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Headers, contents and padding of 10,000 files, written nowhere. */
@State(Scope.Benchmark)
public class TarWriterBench {
  private final byte[] content = new byte[2048];
  private final List<TarHeader> headers =
      ManyFiles.entries().stream()
          .filter(entry -> entry instanceof FileEntry)
          .map(TarWriterBench::header)
          .toList();

  private static TarHeader header(Entry entry) {
    return TarEntries.header(entry);
  }

  @Benchmark
  public long write() throws IOException {
    CountingOutput out = new CountingOutput();
    try (TarWriter tar = new TarWriter(out)) {
      for (TarHeader header : headers) {
        tar.add(header, new ByteArrayInputStream(content));
      }
      tar.finish();
    }
    return out.count();
  }
}
