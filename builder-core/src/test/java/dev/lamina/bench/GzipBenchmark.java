package dev.lamina.bench;

import dev.lamina.gzip.GzipEncoder;
import dev.lamina.gzip.GzipLevel;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;
import java.util.zip.Deflater;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Our encoder and the JDK's {@link Deflater} on the same bytes. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@State(Scope.Benchmark)
public class GzipBenchmark {
  private static final int SIZE = 32 << 20;

  /** See {@link BenchData#bytes}; {@code -p data=FILE} takes the start of a file. */
  @Param({"jdk", "text", "noise"})
  public String data = "";

  private byte[] bytes = {};
  private long encoded;

  @Setup
  public void read() throws IOException {
    bytes = BenchData.bytes(data, SIZE);
  }

  /** The size is a result too. */
  @TearDown
  public void tell() {
    System.out.println();
    System.out.println("size: " + encoded + " of " + bytes.length);
  }

  private long gzip(GzipLevel level, int threads, Megabytes megabytes) throws IOException {
    Counter counter = new Counter();
    try (GzipEncoder encoder = new GzipEncoder(counter, level, threads)) {
      encoder.write(bytes);
    }
    megabytes.add(bytes.length);
    encoded = counter.count;
    return encoded;
  }

  private long deflater(int level, Megabytes megabytes) {
    Deflater deflater = new Deflater(level, true);
    byte[] buffer = new byte[1 << 16];
    deflater.setInput(bytes);
    deflater.finish();
    while (!deflater.finished()) {
      deflater.deflate(buffer);
    }
    encoded = deflater.getBytesWritten();
    deflater.end();
    megabytes.add(bytes.length);
    return encoded;
  }

  @Benchmark
  public long fast(Megabytes megabytes) throws IOException {
    return gzip(GzipLevel.FAST, 1, megabytes);
  }

  @Benchmark
  public long fastOnTwoThreads(Megabytes megabytes) throws IOException {
    return gzip(GzipLevel.FAST, 2, megabytes);
  }

  @Benchmark
  public long small(Megabytes megabytes) throws IOException {
    return gzip(GzipLevel.SMALL, 1, megabytes);
  }

  @Benchmark
  public long deflater1(Megabytes megabytes) {
    return deflater(1, megabytes);
  }

  @Benchmark
  public long deflater6(Megabytes megabytes) {
    return deflater(6, megabytes);
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
      count += length;
    }
  }
}
