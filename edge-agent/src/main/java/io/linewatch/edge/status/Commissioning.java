package io.linewatch.edge.status;

import io.linewatch.edge.commissioning.PointBoard;
import io.linewatch.edge.listen.ListeningSession;

/**
 * What the pages for commissioning stand on.
 *
 * @param gateway this gateway's name
 */
public record Commissioning(String gateway, ListeningSession session, PointBoard board) {}
