package io.linewatch.system.simulation;

import java.util.List;

/**
 * A mistake somebody could make: one piece of a source file, and what stands there instead. The
 * piece must be there exactly once, so a mutant that no longer fits its source is noticed.
 *
 * @param name what the mutated product does
 * @param source below the repository's root
 * @param firstSeed where to look first: a mistake that shows seldom was seen there last
 */
record Mutant(String name, String source, String piece, String instead, long firstSeed) {
  Mutant(String name, String source, String piece, String instead) {
    this(name, source, piece, instead, 1);
  }

  @Override
  public String toString() {
    return name;
  }

  private static final String DOMAIN = "domain/src/main/java/io/linewatch/domain/";
  private static final String CENTRAL = "stream-processor/src/main/java/io/linewatch/central/";
  private static final String EDGE = "edge-agent/src/main/java/io/linewatch/edge/";
  private static final String LIFECYCLE = DOMAIN + "alert/AlertLifecycle.java";
  private static final String DESK = DOMAIN + "alert/CommandDesk.java";
  private static final String DECISION = DOMAIN + "decision/AlarmDecision.java";
  private static final String STEP = CENTRAL + "lifecycle/AlertStep.java";

  static final List<Mutant> ALL =
      List.of(
          new Mutant(
              "forgets latching",
              LIFECYCLE,
              "draft.latched = current.latching();",
              "draft.latched = false;"),
          new Mutant(
              "stays latched when the condition comes back",
              LIFECYCLE,
              "draft.latched = false;\n    draft.clearedAt = null;",
              "draft.clearedAt = null;"),
          new Mutant(
              "takes an acknowledgement of an old screen",
              DESK,
              "command.kind() != AlertCommand.Kind.COMMENT\n        && command",
              "command.kind() != AlertCommand.Kind.ACKNOWLEDGE\n        && command"),
          new Mutant(
              "does not keep the highest severity",
              DOMAIN + "alert/AlertDraft.java",
              "if (severity.compareTo(highestSeverity) > 0) {",
              "if (severity.compareTo(highestSeverity) != 0) {"),
          new Mutant(
              "keeps the highest severity for ever",
              LIFECYCLE,
              "if (!current.active() && current.acknowledged()) {",
              "if (current.active() && current.acknowledged()) {"),
          new Mutant(
              "applies findings out of order",
              LIFECYCLE,
              "return id.episode() < last.episode()\n        || ",
              "return id.episode() < -1\n        || "),
          new Mutant(
              "does not count a new occurrence",
              LIFECYCLE,
              "draft.occurrences++;",
              "draft.occurrences = 1;"),
          new Mutant(
              "leaves an alert acknowledged when its condition comes back",
              LIFECYCLE,
              "draft.occurrences++;\n    draft.unacknowledge();",
              "draft.occurrences++;"),
          new Mutant(
              "leaves an alert acknowledged when its severity rises",
              LIFECYCLE,
              "if (change > 0) {\n      draft.unacknowledge();",
              "if (change > 5) {\n      draft.unacknowledge();"),
          new Mutant(
              "never ends shelving",
              LIFECYCLE,
              "&& !now.isBefore(shelving.until() == null ? shelving.latest() : shelving.until());",
              "&& now.equals(Instant.MIN);"),
          new Mutant(
              "shelves until the condition clears, and on",
              LIFECYCLE,
              "if (shelving != null && shelving.until() == null) {",
              "if (shelving != null && shelving.until() != null) {"),
          new Mutant(
              "never re-alarms",
              LIFECYCLE,
              ".compareTo(alert.reAlarm()) >= 0",
              ".compareTo(alert.reAlarm()) > 999"),
          new Mutant(
              "raises a closed alert again when its finding is sent again",
              CENTRAL + "topology/AlertMoves.java",
              "if (current == null && isRepeated(step)) {",
              "if (current != null && isRepeated(step)) {",
              63),
          new Mutant(
              "drops no repetition",
              CENTRAL + "topology/DropRepeats.java",
              "if (last != null && stated.signed().sequence() <= last) {",
              "if (last != null && stated.signed().sequence() < 0) {",
              54),
          new Mutant(
              "knows repetitions by the outbox alone",
              CENTRAL + "topology/DropRepeats.java",
              "if (last != null && stated.signed().sequence() <= last) {",
              "if (last != null && stated.signed().sequence() >= 0) {"),
          new Mutant(
              "takes a new outbox for the old one",
              CENTRAL + "topology/DropRepeats.java",
              "stated.signed().gateway() + \"~\" + stated.signed().epoch();",
              "stated.signed().gateway();"),
          new Mutant(
              "applies a snapshot twice",
              CENTRAL + "topology/DropRepeats.java",
              "return last != null && last == micros;",
              "return last != null && last == -micros;"),
          new Mutant(
              "ignores snapshots",
              STEP,
              "case ConditionSnapshot snapshot -> reconcile(snapshot, open.get());",
              "case ConditionSnapshot snapshot -> List.of();"),
          new Mutant(
              "clears by a snapshot what it names",
              STEP,
              "&& !holding.contains(alert.source())",
              "&& holding.contains(alert.source())"),
          new Mutant(
              "clears by a snapshot what another gateway watches",
              CENTRAL + "topology/AlertBook.java",
              ".filter(alert -> alert.gateway().equals(gateway))",
              ".filter(alert -> !alert.gateway().isEmpty())"),
          new Mutant(
              "clears by a snapshot what stands on another line",
              CENTRAL + "topology/AlertBook.java",
              ".filter(alert -> alert.asset().linePath().equals(line))",
              ".filter(alert -> !line.isEmpty())"),
          new Mutant(
              "leaves alerts of machines that went to another gateway",
              STEP,
              "return alert.active() && !scope.covers(alert.asset())",
              "return !alert.active() && !scope.covers(alert.asset())"),
          new Mutant(
              "forgets flagged alerts once they are closed",
              DOMAIN + "alert/Alert.java",
              "return isClosed() && shelving == null && !suppressed && !outOfService;",
              "return isClosed();"),
          new Mutant(
              "clears without the off-delay",
              DECISION,
              "return isOver(since, policy.offDelay(), input.time())",
              "return isOver(since, Duration.ZERO, input.time())"),
          new Mutant(
              "raises without the on-delay",
              DECISION,
              "boolean over = isOver(since, policy.onDelay(), input.time());",
              "boolean over = isOver(since, Duration.ZERO, input.time());"),
          new Mutant(
              "clears within the dead-band",
              DOMAIN + "decision/Comparison.java",
              "return value > limit - deadBand;",
              "return value > limit;"),
          new Mutant(
              "forgets what was decided before a restart",
              EDGE + "decision/Detector.java",
              "saved == null ? DecisionState.INITIAL : saved.state()",
              "DecisionState.INITIAL"),
          new Mutant(
              "does not say what is active in snapshots after a restart",
              EDGE + "decision/Detector.java",
              "saved == null ? null : saved.active();",
              "null;"));
}
