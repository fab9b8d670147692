package io.linewatch.central.topology;

import io.linewatch.domain.alert.AlertCommand;
import io.linewatch.domain.finding.Statement;
import io.linewatch.domain.wire.RecordSignature.Signed;

/** What travels between the steps of the topology; the raw value stays for a dead letter. */
sealed interface TopologyInput {
  byte[] raw();

  /** A gateway's statement, genuine and within what it may say. */
  record Stated(Signed signed, Statement statement, byte[] raw) implements TopologyInput {}

  /** A person's command. */
  record Commanded(AlertCommand command, byte[] raw) implements TopologyInput {}
}
