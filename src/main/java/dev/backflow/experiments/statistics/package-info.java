/**
 * What outcomes of many seeds say: how large a share learned, how good a cell is, and whether two cells differ.
 * Outcomes of small networks are bimodal and seeds are few, so nothing here assumes a normal distribution, and how often
 * a verdict is wrong was measured on real outcomes. It must not know runs, JSON, Spring or a database: numbers go in,
 * numbers come out, and everything random follows from a seed of the caller. The order in which seeds are given changes
 * no bit.
 *
 * <p>Read {@link dev.backflow.experiments.statistics.Share} and {@link
 * dev.backflow.experiments.statistics.InterquartileMean} (one cell), {@link
 * dev.backflow.experiments.statistics.PairedComparison} (two cells), then {@link
 * dev.backflow.experiments.statistics.Judgement} (all comparisons of a grid).
 */
@NullMarked
package dev.backflow.experiments.statistics;

import org.jspecify.annotations.NullMarked;
