/**
 * Pictures of a run: curves, heat maps, histograms over the epochs and decision boundaries, as SVG or PNG. It draws the
 * numbers that {@code series} reads and must not know HTTP.
 *
 * <p>{@link dev.backflow.figures.FigureName} tells what there is, {@link dev.backflow.figures.Figures} draws it. There
 * are four kinds of {@link dev.backflow.figures.Panel}: {@link dev.backflow.figures.Lines}, {@link
 * dev.backflow.figures.Cells}, {@link dev.backflow.figures.Ridges} and {@link dev.backflow.figures.Ground}. They take
 * plain arrays, are laid out by {@link dev.backflow.figures.Figure}, and draw on a {@link dev.backflow.figures.Canvas},
 * which is SVG or pixels.
 */
@NullMarked
package dev.backflow.figures;

import org.jspecify.annotations.NullMarked;
