package dev.lamina.unpack;

import dev.lamina.io.FileStatus;
import dev.lamina.io.RefusedInputException;
import dev.lamina.json.JsonArray;
import dev.lamina.json.JsonNumber;
import dev.lamina.json.JsonObject;
import dev.lamina.json.JsonValue;
import java.util.List;
import java.util.stream.LongStream;

/**
 * What the disk said of a file when it had been unpacked; as JSON an array in the order of the
 * components, times as seconds and nanoseconds.
 */
record OnDisk(int mode, FileOwner owner, long ino, FileStatus.Time mtime, FileStatus.Time ctime) {
  private static final String KEY = "disk";
  private static final int COUNT = 8;

  static OnDisk of(FileStatus status, FileOwner owner) {
    return new OnDisk(status.mode(), owner, status.ino(), status.mtime(), status.ctime());
  }

  JsonArray toJson() {
    return new JsonArray(
        LongStream.of(
                mode,
                owner.uid(),
                owner.gid(),
                ino,
                mtime.seconds(),
                mtime.nanos(),
                ctime.seconds(),
                ctime.nanos())
            .<JsonValue>mapToObj(JsonNumber::of)
            .toList());
  }

  static OnDisk parse(JsonObject line) throws RefusedInputException {
    List<JsonValue> values = line.values(KEY);
    long[] numbers = new long[COUNT];
    if (values.size() != COUNT) {
      throw line.refusal(KEY, "has not " + COUNT + " numbers");
    }
    for (int i = 0; i < COUNT; i++) {
      if (!(values.get(i) instanceof JsonNumber number) || !number.isInteger()) {
        throw line.refusal(KEY, "holds something that is no whole number");
      }
      numbers[i] = number.longValue();
    }
    return new OnDisk(
        (int) numbers[0],
        new FileOwner(numbers[1], numbers[2]),
        numbers[3],
        new FileStatus.Time(numbers[4], (int) numbers[5]),
        new FileStatus.Time(numbers[6], (int) numbers[7]));
  }

  /** Whether nothing has been written to the file since, and that is certain. */
  boolean isUntouched(FileStatus now, long size, FileStatus.Time taken) {
    return ino == now.ino()
        && size == now.size()
        && mtime.equals(now.mtime())
        && ctime.equals(now.ctime())
        && ctime.seconds() < taken.seconds() - RACY_SECONDS;
  }

  /**
   * What was changed so shortly before it was looked at may have been changed again within one tick
   * of the file system's clock, without a trace.
   */
  private static final int RACY_SECONDS = 2;
}
