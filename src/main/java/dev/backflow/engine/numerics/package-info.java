/**
 * Elementary functions in single precision and random streams, the same bits on every machine. It knows nothing of
 * networks.
 *
 * <p>Read {@link dev.backflow.engine.numerics.FloatMath} and {@link dev.backflow.engine.numerics.RandomStream}.
 */
@NullMarked
package dev.backflow.engine.numerics;

import org.jspecify.annotations.NullMarked;
