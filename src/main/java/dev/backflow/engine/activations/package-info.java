/**
 * The activation functions, each one value with its derivative. A new one is a record in one of the family files.
 *
 * <p>Read {@link dev.backflow.engine.activations.Activation}.
 */
@NullMarked
package dev.backflow.engine.activations;

import org.jspecify.annotations.NullMarked;
