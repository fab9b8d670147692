/**
 * Camera stations: from a picture to a verdict that is safe and told in time. Beside the lanes, on
 * threads of its own, so that a picture never holds a reading back.
 *
 * <pre>
 * MQTT ─┐                             ┌─ worker(station){ decode → camera → recipe → score → verdict }
 *       ├─ StationPicture → PictureQueue                        │
 * folder┘   bounded by bytes          └─ Deadlines ─ at once ─┐ ▼
 *                                                             │ outbox: verdict + finding, one commit
 *                                                             ▼ ▼            │
 *                                                         VerdictFeed ◀──────┴─▶ acknowledgement
 * </pre>
 */
@NullMarked
package io.linewatch.edge.inspection;

import org.jspecify.annotations.NullMarked;
