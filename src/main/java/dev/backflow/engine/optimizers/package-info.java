/**
 * How gradients change weights: settings are records, the memory for one tensor is an {@link
 * dev.backflow.engine.optimizers.Updater}; schedules of the learning rate, clipping and weight decay belong to all of
 * them.
 *
 * <p>Read {@link dev.backflow.engine.optimizers.Optimizer} and {@link dev.backflow.engine.optimizers.LearningRate}.
 */
@NullMarked
package dev.backflow.engine.optimizers;

import org.jspecify.annotations.NullMarked;
