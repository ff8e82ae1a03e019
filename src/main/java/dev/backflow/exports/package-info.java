/**
 * All of a run as one file: CSV, NDJSON, JSON or what TensorBoard reads, written block by block so that its size does
 * not matter. It must not know HTTP.
 *
 * <p>Read {@link dev.backflow.exports.Exporter} and {@link dev.backflow.exports.ExportFormat}.
 */
@NullMarked
package dev.backflow.exports;

import org.jspecify.annotations.NullMarked;
