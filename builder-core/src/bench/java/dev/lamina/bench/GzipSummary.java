package dev.lamina.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Speeds, sizes and what the byte contract asks of level {@code fast}. A ratio is formed within
 * each round, and the median of the ratios is shown.
 */
final class GzipSummary {
  private static final int MILLION = 1_000_000;

  private final Map<String, List<Double>> rounds;
  private final byte[] corpus;

  GzipSummary(Map<String, List<Double>> rounds, byte[] corpus) {
    this.rounds = rounds;
    this.corpus = corpus;
  }

  void print() throws IOException {
    System.out.println();
    line("gzip of %.0f MB", corpus.length / (double) MILLION);
    long six = Encoder.ZLIB_6.size(corpus);
    speed("fast", "fast", Encoder.FAST.size(corpus), six);
    speed("fastTwoThreads", "fast, 2 threads", Encoder.FAST_TWO_THREADS.size(corpus), six);
    speed("small", "small", Encoder.SMALL.size(corpus), six);
    speed("zlib1", "zlib 1", Encoder.ZLIB_1.size(corpus), six);
    speed("zlib6", "zlib 6", six, six);
    line("%s", "noise");
    byte[] noise = Corpus.noise();
    long stored = Encoder.ZLIB_6.size(noise);
    speed("noiseFast", "fast", Encoder.FAST.size(noise), stored);
    speed("noiseZlib1", "zlib 1", Encoder.ZLIB_1.size(noise), stored);
    line("%s", "limits for fast");
    faster("zlib6", "fast", "speed of zlib 6", 3.5);
    faster("zlib1", "fast", "speed of zlib 1", 1.5);
    faster("fast", "fastTwoThreads", "2 threads to 1", 1.8);
    faster("noiseZlib1", "noiseFast", "noise, of zlib 1", 5);
    double size = Encoder.FAST.size(corpus) / (double) six;
    line("  %-20s %8.3f  at most  1.06  %s", "size of zlib 6", size, verdict(size <= 1.06));
  }

  private void speed(String bench, String text, long size, long six) {
    List<Double> times = rounds.get("GzipBench." + bench);
    if (times != null) {
      double speed = corpus.length / BenchRun.median(times) * 1000 / MILLION;
      double ratio = size / (double) six;
      line("  %-16s %7.0f MB/s  %,12d bytes, %.3f of zlib 6", text, speed, size, ratio);
    }
  }

  private void faster(String slow, String fast, String text, double least) {
    List<Double> base = rounds.get("GzipBench." + slow);
    List<Double> ours = rounds.get("GzipBench." + fast);
    if (base != null && ours != null) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < base.size(); i++) {
        ratios.add(base.get(i) / ours.get(i));
      }
      double ratio = BenchRun.median(ratios);
      line("  %-20s %8.2f  at least %5.1f  %s", text, ratio, least, verdict(ratio >= least));
    }
  }

  private static String verdict(boolean met) {
    return met ? "met" : "MISSED";
  }

  private static void line(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
