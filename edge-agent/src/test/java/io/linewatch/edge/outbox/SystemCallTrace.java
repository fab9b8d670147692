package io.linewatch.edge.outbox;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads what {@code strace -f -y -xx} wrote and keeps what concerns one folder. Lines written to a
 * file of notes beside it become notes.
 */
final class SystemCallTrace {
  static final String CALLS =
      "openat,open,creat,lseek,write,pwrite64,pwritev,writev,fsync,fdatasync,ftruncate,fallocate,"
          + "rename,renameat,renameat2,unlink,unlinkat,mmap,copy_file_range,sendfile";

  private static final Pattern CALL = Pattern.compile("(\\w+)\\((.*)\\)\\s+= (-?\\d+).*");
  private static final Pattern RESUMED = Pattern.compile("<\\.\\.\\. \\w+ resumed>(.*)");
  private static final Pattern DESCRIPTOR = Pattern.compile("(\\d+)<([^>]*)>.*");
  private static final String UNFINISHED = "<unfinished ...>";

  private final String folder;
  private final String notes;
  private final List<FileEvent> events = new ArrayList<>();
  private final Map<String, String> unfinished = new HashMap<>();
  private final Map<String, Long> offsets = new HashMap<>();
  private final Set<String> present = new HashSet<>();

  private SystemCallTrace(Path folder, Path notes) {
    this.folder = folder.toString();
    this.notes = notes.toString();
  }

  /**
   * @throws IllegalStateException when something was done that the model does not know
   */
  static List<FileEvent> read(Path trace, Path folder, Path notes) throws IOException {
    SystemCallTrace reader = new SystemCallTrace(folder, notes);
    try (BufferedReader lines = Files.newBufferedReader(trace, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        reader.line(line);
      }
    }
    return reader.events;
  }

  private void line(String line) {
    int space = line.indexOf(' ');
    String thread = line.substring(0, space);
    String rest = line.substring(space).strip();
    if (rest.endsWith(UNFINISHED)) {
      unfinished.put(thread, rest.substring(0, rest.length() - UNFINISHED.length()).strip());
      return;
    }
    Matcher resumed = RESUMED.matcher(rest);
    if (resumed.matches()) {
      rest = unfinished.remove(thread) + resumed.group(1);
    }
    Matcher call = CALL.matcher(rest);
    if (call.matches() && !call.group(3).startsWith("-")) {
      call(call.group(1), call.group(2).split(", "), Long.parseLong(call.group(3)), rest);
    }
  }

  private void call(String name, String[] arguments, long result, String line) {
    switch (name) {
      case "openat" -> opened(arguments[1], arguments[2], line);
      case "open" -> opened(arguments[0], arguments[1], line);
      case "rename" -> renamed(arguments[0], arguments[1]);
      case "renameat", "renameat2" -> renamed(arguments[1], arguments[3]);
      case "unlink" -> deleted(arguments[0]);
      case "unlinkat" -> deleted(arguments[1]);
      default -> onDescriptor(name, arguments, result, line);
    }
  }

  private void opened(String quoted, String flags, String line) {
    String path = text(quoted);
    String file = line.substring(line.lastIndexOf("= ") + 2);
    Matcher descriptor = DESCRIPTOR.matcher(file);
    if (descriptor.matches()) {
      offsets.put(descriptor.group(1), 0L);
    }
    String name = inFolder(path);
    if (name == null || !flags.contains("O_CREAT")) {
      return;
    }
    if (present.add(name)) {
      events.add(new FileEvent.Create(name));
    } else if (flags.contains("O_TRUNC")) {
      events.add(new FileEvent.Truncate(name, 0));
    }
  }

  private void renamed(String from, String to) {
    String name = inFolder(text(from));
    if (name != null) {
      String target = inFolder(text(to));
      if (target == null) {
        throw new IllegalStateException("moved out of the folder: " + name);
      }
      present.remove(name);
      present.add(target);
      events.add(new FileEvent.Rename(name, target));
    }
  }

  private void deleted(String quoted) {
    String name = inFolder(text(quoted));
    if (name != null && present.remove(name)) {
      events.add(new FileEvent.Delete(name));
    }
  }

  private void onDescriptor(String call, String[] arguments, long result, String line) {
    int at = call.equals("mmap") ? 4 : 0;
    if (arguments.length <= at) {
      return;
    }
    Matcher descriptor = DESCRIPTOR.matcher(arguments[at]);
    if (!descriptor.matches()) {
      return;
    }
    String number = descriptor.group(1);
    String path = new String(bytes(descriptor.group(2)), StandardCharsets.UTF_8);
    if (path.equals(notes) && call.equals("write")) {
      text(arguments[1]).lines().map(FileEvent.Note::new).forEach(events::add);
      return;
    }
    if (path.equals(folder) && call.contains("sync")) {
      events.add(new FileEvent.SyncFolder());
      return;
    }
    String name = inFolder(path);
    if (name == null) {
      return;
    }
    switch (call) {
      case "lseek" -> offsets.put(number, result);
      case "write" -> {
        long offset = offsets.getOrDefault(number, 0L);
        write(name, offset, arguments[1], result);
        offsets.put(number, offset + result);
      }
      case "pwrite64" -> write(name, Long.parseLong(arguments[3]), arguments[1], result);
      case "ftruncate" -> events.add(new FileEvent.Truncate(name, Integer.parseInt(arguments[1])));
      case "fsync", "fdatasync" -> events.add(new FileEvent.Sync(name));
      case "mmap" -> {
        if (line.contains("PROT_WRITE") && line.contains("MAP_SHARED")) {
          throw new IllegalStateException("written through memory, which cannot be seen: " + name);
        }
      }
      default -> throw new IllegalStateException("the model does not know " + call + " of " + name);
    }
  }

  private void write(String name, long offset, String quoted, long result) {
    byte[] bytes = bytes(quoted.substring(1, quoted.length() - 1));
    if (bytes.length != result) {
      throw new IllegalStateException("a write of " + name + " is not whole in the trace");
    }
    events.add(new FileEvent.Write(name, (int) offset, bytes));
  }

  /** Name in the folder; null for other places, and for the libraries that are unpacked there. */
  private @Nullable String inFolder(String path) {
    String prefix = folder + "/";
    boolean inside = path.startsWith(prefix) && !path.startsWith(prefix + "tmp");
    return inside ? path.substring(prefix.length()) : null;
  }

  private static String text(String quoted) {
    return new String(bytes(quoted.replace("\"", "")), StandardCharsets.UTF_8);
  }

  /** All in the form \x2f, or plain. */
  private static byte[] bytes(String escaped) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(escaped.length() / 4 + 1);
    for (int i = 0; i < escaped.length(); i++) {
      if (escaped.startsWith("\\x", i)) {
        bytes.write(
            Character.digit(escaped.charAt(i + 2), 16) << 4
                | Character.digit(escaped.charAt(i + 3), 16));
        i += 3;
      } else {
        bytes.write(escaped.charAt(i));
      }
    }
    return bytes.toByteArray();
  }
}
