/**
 * What is measured of the answers besides the loss.
 *
 * <p>Read {@link dev.backflow.engine.metrics.Metric}.
 */
package dev.backflow.engine.metrics;
