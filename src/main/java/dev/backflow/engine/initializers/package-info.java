/**
 * How the weights of the untrained network are drawn.
 *
 * <p>Read {@link dev.backflow.engine.initializers.Initializer}.
 */
package dev.backflow.engine.initializers;
