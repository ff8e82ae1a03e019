/**
 * Where examples come from: generators of the classic toy problems, examples written out in the spec, and uploaded
 * files. A data set is described by a {@link dev.backflow.datasets.DatasetSpec}, which knows its shape and what its
 * targets are before anything is computed, and generates the same bits from the same spec every time. Generators that
 * scikit-learn has take its parameters, its defaults and its draws, so that the same seed gives the same points.
 *
 * <p>This package must not know networks, losses, training, JSON, HTTP or where anything is stored: it is given a spec
 * and returns {@link dev.backflow.engine.Examples}.
 *
 * <p>Uploaded files are found through the port {@link dev.backflow.datasets.CsvFiles}; a {@link
 * dev.backflow.datasets.Csv} that was completed from its file knows its shape without it.
 *
 * <p>Read {@code DatasetSpec} and {@code TargetKind} first, then {@code Circles} with {@code Planar} (points in the
 * plane), {@code Blobs} (points in any number of dimensions), {@code Sine} (real targets) and {@code Inline}. For
 * files: {@code CsvTable} (text to rows), {@code CsvProfile} (what a file holds), {@code Csv}, {@code CsvEncoding} and
 * {@code CsvMatrices} (a spec and a file become examples). {@code NumpyRandom} and {@code MersenneTwister} are where
 * all randomness comes from.
 */
@NullMarked
package dev.backflow.datasets;

import org.jspecify.annotations.NullMarked;
