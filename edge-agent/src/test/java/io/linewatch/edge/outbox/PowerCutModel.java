package io.linewatch.edge.outbox;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/**
 * What a disk may hold after a power cut. Sure is what a file was when it was last synced, and the
 * names when the folder was. Of what came later:
 *
 * <ul>
 *   <li>all of it, none of it, or all of one file and none of the others, or the reverse;
 *   <li>names behind contents, contents behind names;
 *   <li>the last write torn at a border of 512 bytes;
 *   <li>one write missing while later ones of the same file are there;
 *   <li>of each file and of the names a prefix of its own, drawn by seed.
 * </ul>
 *
 * Names change in their order, as on every journaling file system. What is left out: several writes
 * missing at once, and a write torn in its middle that is not the last.
 */
final class PowerCutModel {
  static final int SECTOR = 512;

  /** A file, whatever it is called. */
  private static final class Inode {
    byte[] safe = {};
    final List<FileEvent> pending = new ArrayList<>();

    byte[] contents(int changes, int missing) {
      return contents(pending.subList(0, changes), missing);
    }

    byte[] contents(List<FileEvent> changes, int missing) {
      int most = safe.length;
      for (FileEvent change : changes) {
        most = Math.max(most, end(change));
      }
      byte[] bytes = Arrays.copyOf(safe, most);
      int length = safe.length;
      for (int i = 0; i < changes.size(); i++) {
        if (i == missing) {
          continue;
        }
        if (changes.get(i) instanceof FileEvent.Write write) {
          System.arraycopy(write.bytes(), 0, bytes, write.offset(), write.bytes().length);
          length = Math.max(length, end(write));
        } else {
          int size = end(changes.get(i));
          Arrays.fill(bytes, Math.min(size, length), length, (byte) 0);
          length = size;
        }
      }
      return Arrays.copyOf(bytes, length);
    }

    private static int end(FileEvent change) {
      return switch (change) {
        case FileEvent.Truncate(String _, int size) -> size;
        case FileEvent.Write(String _, int offset, byte[] written) -> offset + written.length;
        default -> throw new IllegalArgumentException("not a change of contents: " + change);
      };
    }
  }

  private Map<String, Inode> safeNames = new TreeMap<>();
  private final List<Map<String, Inode>> pendingNames = new ArrayList<>();
  private final Random random;
  private final boolean everySector;

  PowerCutModel(long seed, boolean everySector) {
    this.random = new Random(seed);
    this.everySector = everySector;
  }

  private Map<String, Inode> names() {
    return pendingNames.isEmpty() ? safeNames : pendingNames.getLast();
  }

  private Inode file(String name) {
    Inode file = names().get(name);
    if (file == null) {
      throw new IllegalStateException("there is no " + name);
    }
    return file;
  }

  /** The process did this. */
  void step(FileEvent event) {
    switch (event) {
      case FileEvent.Create(String name) -> rename(names -> names.put(name, new Inode()));
      case FileEvent.Delete(String name) -> rename(names -> names.remove(name));
      case FileEvent.Rename(String from, String to) ->
          rename(names -> names.put(to, names.remove(from)));
      case FileEvent.Write write -> file(write.name()).pending.add(write);
      case FileEvent.Truncate truncate -> file(truncate.name()).pending.add(truncate);
      case FileEvent.Sync(String name) -> {
        Inode file = file(name);
        file.safe = file.contents(file.pending.size(), -1);
        file.pending.clear();
      }
      case FileEvent.SyncFolder _ -> {
        safeNames = names();
        pendingNames.clear();
      }
      case FileEvent.Note _ -> {}
    }
  }

  private void rename(java.util.function.Consumer<Map<String, Inode>> change) {
    Map<String, Inode> changed = new TreeMap<>(names());
    change.accept(changed);
    pendingNames.add(changed);
  }

  /** What may be on disk if the power goes now; by the kind of cut. */
  Map<String, Supplier<Map<String, byte[]>>> cuts(FileEvent last) {
    Map<String, Supplier<Map<String, byte[]>>> cuts = new LinkedHashMap<>();
    cuts.put("all", () -> disk(names(), PowerCutModel::all));
    cuts.put("none", () -> disk(safeNames, _ -> 0));
    cuts.put("names behind", () -> disk(safeNames, PowerCutModel::all));
    cuts.put("contents behind", () -> disk(names(), _ -> 0));
    names()
        .forEach((name, one) -> {
          if (!one.pending.isEmpty()) {
            cuts.put("behind: " + name, () -> disk(names(), file -> file == one ? 0 : all(file)));
            cuts.put("ahead: " + name, () -> disk(names(), file -> file == one ? all(file) : 0));
          }
        });
    cuts.put("prefixes", this::prefixes);
    if (last instanceof FileEvent.Write write) {
      torn(write, cuts);
      missing(write, cuts);
    }
    return cuts;
  }

  private Map<String, byte[]> prefixes() {
    return disk(drawnNames(), file -> random.nextInt(file.pending.size() + 1));
  }

  private static int all(Inode file) {
    return file.pending.size();
  }

  private Map<String, Inode> drawnNames() {
    int drawn = random.nextInt(pendingNames.size() + 1);
    return drawn == 0 ? safeNames : pendingNames.get(drawn - 1);
  }

  private void torn(FileEvent.Write write, Map<String, Supplier<Map<String, byte[]>>> cuts) {
    List<Integer> borders = new ArrayList<>();
    for (int at = (write.offset() / SECTOR + 1) * SECTOR;
        at < write.offset() + write.bytes().length;
        at += SECTOR) {
      borders.add(at - write.offset());
    }
    if (!everySector && borders.size() > 1) {
      borders = List.of(borders.get(random.nextInt(borders.size())));
    }
    Inode file = file(write.name());
    for (int border : borders) {
      FileEvent begun =
          new FileEvent.Write(write.name(), write.offset(), Arrays.copyOf(write.bytes(), border));
      cuts.put(
          "torn at " + border,
          () -> {
            List<FileEvent> changes = new ArrayList<>(file.pending);
            changes.set(changes.size() - 1, begun);
            return with(write.name(), file.contents(changes, -1));
          });
    }
  }

  private void missing(FileEvent.Write write, Map<String, Supplier<Map<String, byte[]>>> cuts) {
    Inode file = file(write.name());
    if (file.pending.size() > 1) {
      int hole = random.nextInt(file.pending.size() - 1);
      cuts.put("one missing", () -> with(write.name(), file.contents(file.pending.size(), hole)));
    }
  }

  private Map<String, byte[]> with(String name, byte[] contents) {
    Map<String, byte[]> disk = disk(names(), PowerCutModel::all);
    disk.put(name, contents);
    return disk;
  }

  private static Map<String, byte[]> disk(
      Map<String, Inode> names, ToIntFunction<Inode> changesOf) {
    Map<String, byte[]> disk = new TreeMap<>();
    names.forEach((name, file) -> disk.put(name, file.contents(changesOf.applyAsInt(file), -1)));
    return disk;
  }
}
