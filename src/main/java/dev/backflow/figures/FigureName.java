package dev.backflow.figures;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What can be drawn of a run. */
public enum FigureName {
    WEIGHTS(640),
    GRADIENTS(640),
    ACTIVATIONS(640),
    SIGNALS(640),
    HEATMAP(320),
    HISTOGRAMS(640),
    BOUNDARY(320);

    /** In pixels, what its panels need beside each other. */
    final int leastWidth;

    FigureName(int leastWidth) {
        this.leastWidth = leastWidth;
    }

    /** @throws NoSuchFigureException if there is none of this name */
    public static FigureName of(String name) {
        return Arrays.stream(values())
                .filter(figure -> figure.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchFigureException(name, all()));
    }

    private static List<String> all() {
        return Arrays.stream(values()).map(FigureName::wireName).toList();
    }

    String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
