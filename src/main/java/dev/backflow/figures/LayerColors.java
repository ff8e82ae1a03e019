package dev.backflow.figures;

import dev.backflow.figures.Curves.Curve;
import java.util.List;

/**
 * The colours of a run's layers, which are the same in all of its figures.
 *
 * @param layers from the first to the output
 */
record LayerColors(List<String> layers, List<String> colors) {

    LayerColors(List<String> layers, FigureTheme theme) {
        this(layers, theme.layerColors(layers.size()));
    }

    String of(String layer) {
        return colors.get(layers.indexOf(layer));
    }

    /** @param columns of panels above it */
    Legend legend(int columns) {
        List<Curve> keys = layers.stream()
                .map(layer -> new Curve(layer, of(layer), false, new double[0], Double.NaN))
                .toList();
        return new Legend("layer", keys, true, columns);
    }
}
