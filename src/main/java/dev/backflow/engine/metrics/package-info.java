/**
 * What is measured of the answers besides the loss.
 *
 * <p>Read {@link dev.backflow.engine.metrics.Metric}.
 */
@NullMarked
package dev.backflow.engine.metrics;

import org.jspecify.annotations.NullMarked;
