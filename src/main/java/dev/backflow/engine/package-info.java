/**
 * What a network is and how it learns: multilayer perceptrons in single precision, trained by mini-batch
 * back-propagation, watched by one listener. It is plain Java on EJML's matrices, with OpenBLAS for the products of
 * large kernels; it must not know Spring, JSON, the database, the clock or any randomness but what a {@link
 * dev.backflow.engine.numerics.RandomStream} derives from the seed, so that the same spec gives the same bits
 * everywhere; with OpenBLAS, on processors of one family.
 *
 * <p>Inside, a matrix of activations is units × examples: the inner loops run along the examples, which is what
 * processors and compilers like. Kernels are inputs × units, as in Keras.
 *
 * <p>Read {@link dev.backflow.engine.NetworkSpec} and {@link dev.backflow.engine.TrainingSpec} (what is asked), then
 * {@link dev.backflow.engine.Trainer} (the loop), {@link dev.backflow.engine.OptimizerState} (a step) and {@link
 * dev.backflow.engine.Callbacks} (what is decided between epochs), {@link dev.backflow.engine.Network} and {@link
 * dev.backflow.engine.layers.Layer} (forward and backward), then the families: {@link
 * dev.backflow.engine.activations.Activation}, {@link dev.backflow.engine.losses.Loss}, {@link
 * dev.backflow.engine.optimizers.Optimizer}, {@link dev.backflow.engine.initializers.Initializer}, {@link
 * dev.backflow.engine.metrics.Metric}. {@link dev.backflow.engine.products.Products} is where the time goes.
 */
@NullMarked
package dev.backflow.engine;

import org.jspecify.annotations.NullMarked;
