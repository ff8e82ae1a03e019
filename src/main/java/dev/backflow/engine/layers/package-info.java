/**
 * The layers of a network, described ({@link dev.backflow.engine.layers.LayerSpec}) and live ({@link
 * dev.backflow.engine.layers.Layer}): forward, backward, gradients of their weights.
 */
@NullMarked
package dev.backflow.engine.layers;

import org.jspecify.annotations.NullMarked;
