/**
 * Pictures of a run: curves, heat maps, histograms over the epochs and decision boundaries, as SVG or PNG. It draws the
 * columns that {@code series} reads and must not know HTTP.
 *
 * <p>Read {@link dev.backflow.figures.FigureRequest} and {@link dev.backflow.figures.Figures}.
 */
package dev.backflow.figures;
