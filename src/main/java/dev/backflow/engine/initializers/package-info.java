/**
 * How the weights of the untrained network are drawn.
 *
 * <p>Read {@link dev.backflow.engine.initializers.Initializer}.
 */
@NullMarked
package dev.backflow.engine.initializers;

import org.jspecify.annotations.NullMarked;
