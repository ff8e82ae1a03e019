/**
 * What training minimises, and each loss together with the last activation where both have a closed form.
 *
 * <p>Read {@link dev.backflow.engine.losses.Loss} and {@link dev.backflow.engine.losses.Objective}.
 */
@NullMarked
package dev.backflow.engine.losses;

import org.jspecify.annotations.NullMarked;
