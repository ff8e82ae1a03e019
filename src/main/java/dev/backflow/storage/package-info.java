/**
 * Rows of recorded numbers, and the weights that go with them. Numbers arrive as {@link
 * dev.backflow.recording.EpochRecord}s, many epochs at a time, and leave as columns, one statistic at a time; in
 * between they lie in chunks, one row for many epochs of one tensor or metric, because one row per epoch is ten times
 * slower both ways. This package must not know networks, training or charts, nor decide when to store: it joins the
 * transaction of its caller. JPA has no part in it.
 *
 * <p>Read {@link dev.backflow.storage.RecordedRuns}, which stores and opens, then {@link
 * dev.backflow.storage.RecordedRun}, which everybody reads, then how {@link dev.backflow.storage.Chunks} cuts. The
 * tables are in {@code db/migration}.
 */
@NullMarked
package dev.backflow.storage;

import org.jspecify.annotations.NullMarked;
