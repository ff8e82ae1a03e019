package dev.backflow.figures;

import static java.util.stream.Collectors.joining;

import java.util.Arrays;
import java.util.Locale;

/** What can be drawn of an experiment. */
public enum ExperimentFigureName {
    BANDS(
            "the metric, or a statistic of a tensor, over the epochs, cell by cell: the median, the middle half and nine"
                    + " of ten of the seeds",
            BandPanels::of),
    MATRIX(
            "the share of the seeds that learned, or the interquartile mean where nobody said what is learned, cells"
                    + " arranged by the axes",
            Matrix::of),
    GAIN("how much of the gradient arrives at the first layer, seed by seed, untrained and trained", GainStrips::of);

    private final String shows;

    final Drawing drawing;

    /** Makes the figure of an experiment. */
    @FunctionalInterface
    interface Drawing {
        Figure of(ExperimentSubject subject, ExperimentFigureRequest request);
    }

    ExperimentFigureName(String shows, Drawing drawing) {
        this.shows = shows;
        this.drawing = drawing;
    }

    /** What each shows, as a list in Markdown. */
    public static String described() {
        return Arrays.stream(values())
                .map(figure -> "- `" + figure.wireName() + "`: " + figure.shows)
                .collect(joining("\n"));
    }

    /** @throws NoSuchFigureException if there is none of this name */
    public static ExperimentFigureName of(String name) {
        return Arrays.stream(values())
                .filter(figure -> figure.wireName().equals(name))
                .findFirst()
                .orElseThrow(() -> new NoSuchFigureException(
                        name,
                        Arrays.stream(values())
                                .map(ExperimentFigureName::wireName)
                                .toList()));
    }

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
