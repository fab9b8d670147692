package io.linewatch.edge.outbox;

/** What a process did to the files of one folder, in its order. Names are without the folder. */
sealed interface FileEvent {

  record Create(String name) implements FileEvent {}

  record Write(String name, int offset, byte[] bytes) implements FileEvent {}

  record Truncate(String name, int size) implements FileEvent {}

  record Sync(String name) implements FileEvent {}

  /** The folder itself: its names are safe. */
  record SyncFolder() implements FileEvent {}

  record Rename(String from, String to) implements FileEvent {}

  record Delete(String name) implements FileEvent {}

  /** The process said something; not a change of the folder. */
  record Note(String text) implements FileEvent {}
}
