/**
 * Experiments: grids of runs, and what they say together. A base spec, axes to vary and seeds to repeat become runs like
 * any other; what is read of them is read over the seeds, in pairs where cells are compared. It must not know HTTP, nor
 * how a network is trained.
 *
 * <p>Read {@link dev.backflow.experiments.ExperimentRequest}, which is what clients ask, then {@link
 * dev.backflow.experiments.Grid}, which makes runs of it, and {@link dev.backflow.experiments.Experiments}.
 */
@NullMarked
package dev.backflow.experiments;

import org.jspecify.annotations.NullMarked;
