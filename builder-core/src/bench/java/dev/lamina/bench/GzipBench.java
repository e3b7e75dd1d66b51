package dev.lamina.bench;

import java.io.IOException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The encoder beside the JDK's, on files and on what cannot be compressed. */
public class GzipBench {
  /** Files. */
  @State(Scope.Benchmark)
  public static class Files {
    final byte[] bytes = Corpus.files();
  }

  /** Noise. */
  @State(Scope.Benchmark)
  public static class Noise {
    final byte[] bytes = Corpus.noise();
  }

  @Benchmark
  public long fast(Files data) throws IOException {
    return Encoder.FAST.size(data.bytes);
  }

  @Benchmark
  public long fastTwoThreads(Files data) throws IOException {
    return Encoder.FAST_TWO_THREADS.size(data.bytes);
  }

  @Benchmark
  public long small(Files data) throws IOException {
    return Encoder.SMALL.size(data.bytes);
  }

  @Benchmark
  public long zlib1(Files data) throws IOException {
    return Encoder.ZLIB_1.size(data.bytes);
  }

  @Benchmark
  public long zlib6(Files data) throws IOException {
    return Encoder.ZLIB_6.size(data.bytes);
  }

  @Benchmark
  public long noiseFast(Noise data) throws IOException {
    return Encoder.FAST.size(data.bytes);
  }

  @Benchmark
  public long noiseZlib1(Noise data) throws IOException {
    return Encoder.ZLIB_1.size(data.bytes);
  }
}
