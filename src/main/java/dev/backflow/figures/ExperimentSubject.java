package dev.backflow.figures;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is drawn of an experiment; implemented where experiments are known. */
public interface ExperimentSubject {

    String name();

    /** That is asked for. */
    String metric();

    /** From, or up to, which value on a network has learned, such as {@code ≥ 0.9}; null where nobody said. */
    @Nullable
    String learned();

    /** How many there are, and how many of them have ended. */
    int runs();

    int ended();

    /** What the axes are called. */
    List<String> axes();

    /** In their order, the last axis changes fastest. */
    List<OfCell> cells();

    /** Bands of the metrics over the seeds, {@code cell_0.accuracy.p05} and so on. */
    Columns metrics();

    /** Bands of a statistic of a tensor, {@code cell_0.hidden_1.p05} and so on. */
    Columns series(Tensor tensor, Statistic statistic, @Nullable String layer);

    /**
     * What the runs of a cell say.
     *
     * @param settings the words for its values, in the order of the axes
     * @param runs that have succeeded
     * @param learned share of them that learned; null where nobody said what is learned, and without runs
     * @param middle interquartile mean of the metric; null without runs
     * @param untrained log10 of the gradient's gain from the last layer to the first, by seed, where it is a number
     * @param trained the same at the last epoch
     */
    record OfCell(
            String title,
            List<String> settings,
            int runs,
            @Nullable Estimate learned,
            @Nullable Estimate middle,
            double[] untrained,
            double[] trained) {}

    /** A number and its 95 % interval; NaN at both ends if there is none. */
    record Estimate(double value, double low, double high) {}
}
