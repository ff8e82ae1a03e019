package dev.backflow.api;

import dev.backflow.experiments.Experiment;
import dev.backflow.experiments.Experiments;
import dev.backflow.experiments.Standing;
import dev.backflow.experiments.Summary;
import dev.backflow.figures.ExperimentSubject;
import dev.backflow.recording.ShortNumber;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.series.Columns;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Experiments as figures show them. */
@Component
class ExperimentSubjects {

    private final Experiments experiments;

    ExperimentSubjects(Experiments experiments) {
        this.experiments = experiments;
    }

    ExperimentSubject open(String id) {
        return new OpenSubject(experiments.get(id));
    }

    private final class OpenSubject implements ExperimentSubject {

        private final Experiment experiment;
        private final Standing standing;
        private @Nullable List<OfCell> cells;

        OpenSubject(Experiment experiment) {
            this.experiment = experiment;
            standing = experiments.standing(experiment);
        }

        @Override
        public String name() {
            return experiment.name();
        }

        @Override
        public String metric() {
            return Objects.requireNonNull(experiment.plan().question().metric());
        }

        @Override
        public @Nullable String learned() {
            Double from = experiment.plan().question().learnedFrom();
            String sign = experiment.plan().smallerIsBetter() ? "≤ " : "≥ ";
            return from == null ? null : sign + ShortNumber.text(from, 6);
        }

        @Override
        public int runs() {
            return experiment.runs();
        }

        @Override
        public int ended() {
            return (int) standing.ended();
        }

        @Override
        public List<String> axes() {
            return experiment.plan().axes();
        }

        @Override
        public List<OfCell> cells() {
            List<OfCell> read = cells;
            if (read == null) {
                read = experiments.unjudged(experiment.id()).cells().stream()
                        .map(this::cell)
                        .toList();
                cells = read;
            }
            return read;
        }

        private OfCell cell(Summary.OfCell cell) {
            Summary.Proportion learned = cell.learned();
            Summary.Middle middle = cell.value();
            return new OfCell(
                    cell.title(),
                    List.copyOf(cell.settings().values()),
                    cell.runs(),
                    learned == null ? null : new Estimate(learned.share(), learned.low(), learned.high()),
                    middle == null
                            ? null
                            : new Estimate(middle.interquartileMean(), orNaN(middle.low()), orNaN(middle.high())),
                    gains(cell, Summary.OfSeed::untrainedGain),
                    gains(cell, Summary.OfSeed::trainedGain));
        }

        private static double orNaN(@Nullable Double value) {
            return value == null ? Double.NaN : value;
        }

        private static double[] gains(Summary.OfCell cell, Function<Summary.OfSeed, @Nullable Double> gain) {
            return cell.values().stream()
                    .map(gain)
                    .filter(Objects::nonNull)
                    .mapToDouble(value -> value)
                    .toArray();
        }

        @Override
        public Columns metrics() {
            return experiments.metrics(experiment.id());
        }

        @Override
        public Columns series(Tensor tensor, Statistic statistic, @Nullable String layer) {
            return experiments.series(experiment.id(), tensor, statistic, layer);
        }
    }
}
