package io.linewatch.system.container;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/** The files of an image and where they lie in it. The same files make the same bytes. */
final class ImageTree {
  private static final int DIGITS = 16;
  private final SortedMap<String, Entry> entries = new TreeMap<>();

  private sealed interface Entry {
    record Folder(int mode, int owner) implements Entry {}

    record Copy(Path source, int mode) implements Entry {}

    record Text(byte[] content) implements Entry {}

    record Link(String target) implements Entry {}
  }

  /**
   * @param path absolute, in the image
   * @param mode permissions, as in chmod
   * @param owner number of user and group
   */
  void folder(String path, int mode, int owner) {
    entries.put(path + "/", new Entry.Folder(mode, owner));
  }

  void text(String path, String content) {
    entries.put(path, new Entry.Text(content.getBytes(StandardCharsets.UTF_8)));
  }

  /** A link becomes the file it points to. */
  void file(String path, Path source) {
    entries.put(path, new Entry.Copy(source, Files.isExecutable(source) ? 0755 : 0644));
  }

  /** All wanted files below a folder of this machine; links from one to another stay links. */
  void tree(String path, Path source, Predicate<Path> wanted) throws IOException {
    try (Stream<Path> files = Files.walk(source)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path inside = source.relativize(file);
        if (!wanted.test(inside)) {
          continue;
        }
        Path target = Files.isSymbolicLink(file) ? Files.readSymbolicLink(file) : file;
        if (Files.isSymbolicLink(file) && target.getNameCount() == 1 && !target.isAbsolute()) {
          entries.put(path + "/" + inside, new Entry.Link(target.toString()));
        } else {
          file(path + "/" + inside, file);
        }
      }
    }
  }

  /** Names the content, with the beginning of its SHA-256. */
  String digest() throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (DigestOutputStream out = new DigestOutputStream(OutputStream.nullOutputStream(), sha)) {
        writeTo(out);
      }
      return HexFormat.of().formatHex(sha.digest()).substring(0, DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** As a tar. */
  void writeTo(OutputStream out) throws IOException {
    TarArchiveOutputStream tar = new TarArchiveOutputStream(out, StandardCharsets.UTF_8.name());
    tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
    for (var one : entries.entrySet()) {
      byte kind =
          one.getValue() instanceof Entry.Link ? TarConstants.LF_SYMLINK : TarConstants.LF_NORMAL;
      String name = one.getKey().substring(1);
      TarArchiveEntry entry =
          name.endsWith("/") ? new TarArchiveEntry(name) : new TarArchiveEntry(name, kind);
      // Whenever it is written, it is the same.
      entry.setModTime(0);
      switch (one.getValue()) {
        case Entry.Folder(int mode, int owner) -> {
          entry.setMode(mode);
          entry.setIds(owner, owner);
          tar.putArchiveEntry(entry);
        }
        case Entry.Copy(Path source, int mode) -> {
          entry.setMode(mode);
          entry.setSize(Files.size(source));
          tar.putArchiveEntry(entry);
          try (InputStream content = Files.newInputStream(source)) {
            content.transferTo(tar);
          }
        }
        case Entry.Link(String target) -> {
          entry.setLinkName(target);
          tar.putArchiveEntry(entry);
        }
        case Entry.Text(byte[] content) -> {
          entry.setMode(0644);
          entry.setSize(content.length);
          tar.putArchiveEntry(entry);
          tar.write(content);
        }
      }
      tar.closeArchiveEntry();
    }
    tar.finish();
    tar.flush();
  }
}
