package dev.backflow.diagnosis;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Another tool's rule with its published thresholds, applied to what Backflow records: at its recorded epochs, where
 * the tool would look at steps. It says what the tool would say, false alarms included, so it has no remedies of its
 * own.
 *
 * @param source where rule and thresholds are published
 * @param objection why it cannot be judged though all it needs is recorded
 * @param reservation which layers it leaves out because it does not know them
 * @param look finds the first sighting
 */
record PublishedRule(
        String id,
        Needs needs,
        String source,
        Function<Evidence, Optional<String>> objection,
        Function<Evidence, Optional<String>> reservation,
        Function<Evidence, Optional<Sighting>> look)
        implements Rule {

    /**
     * What a rule saw.
     *
     * @param layers where; empty if it is the whole run
     * @param at the first recorded epoch, by place
     */
    record Sighting(List<String> layers, int at, String quantity, double value, double threshold, String explanation) {}

    static PublishedRule of(String id, Needs needs, String source, Function<Evidence, Optional<Sighting>> look) {
        return new PublishedRule(id, needs, source, evidence -> Optional.empty(), evidence -> Optional.empty(), look);
    }

    @Override
    public Optional<String> objection(Evidence evidence) {
        return objection.apply(evidence);
    }

    @Override
    public Optional<String> reservation(Evidence evidence) {
        return reservation.apply(evidence);
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        return look.apply(evidence)
                .map(seen -> Finding.of(id)
                        .in(seen.layers())
                        .during(
                                evidence.measured().epochs()[seen.at()],
                                evidence.wholeRun().to())
                        .measured(seen.quantity(), seen.value())
                        .against(seen.threshold(), source)
                        .because(seen.explanation())
                        .see(source));
    }

    /**
     * The first place and layer, going through the epochs, at which a column is such.
     *
     * @param threshold which one a value has crossed
     */
    static Optional<Sighting> first(
            Map<String, double[]> columns,
            int from,
            DoublePredicate such,
            String quantity,
            DoubleUnaryOperator threshold,
            String meaning) {
        int length = columns.values().stream()
                .mapToInt(column -> column.length)
                .min()
                .orElse(0);
        for (int i = from; i < length; i++) {
            int at = i;
            List<String> layers = columns.entrySet().stream()
                    .filter(column -> such.test(column.getValue()[at]))
                    .map(Map.Entry::getKey)
                    .toList();
            if (!layers.isEmpty()) {
                double value = Signal.column(columns, layers.get(0))[at];
                return Optional.of(new Sighting(
                        layers,
                        at,
                        quantity,
                        value,
                        threshold.applyAsDouble(value),
                        "In " + String.join(", ", layers) + " " + quantity + " is " + Text.number(value)
                                + " (first layer named), beyond the published threshold of "
                                + Text.number(threshold.applyAsDouble(value))
                                + ". "
                                + meaning));
            }
        }
        return Optional.empty();
    }

    /** The same, of a column that has to stay above or below a single threshold. */
    static Optional<Sighting> first(
            Map<String, double[]> columns,
            int from,
            DoublePredicate such,
            String quantity,
            double threshold,
            String meaning) {
        return first(columns, from, such, quantity, value -> threshold, meaning);
    }

    /**
     * The first place and layer at which the size of an average step, of all since the epoch before, leaves a range.
     */
    static Optional<Sighting> firstStep(
            Evidence evidence, Map<String, double[]> ratios, String quantity, double least, double most) {
        int[] epochs = evidence.measured().epochs();
        Map<String, double[]> ofSteps = new LinkedHashMap<>();
        ratios.forEach((layer, column) -> ofSteps.put(
                layer,
                IntStream.range(0, column.length)
                        .mapToDouble(i -> i == 0
                                ? Double.NaN
                                : column[i] / ((double) (epochs[i] - epochs[i - 1]) * evidence.stepsPerEpoch()))
                        .toArray()));
        return first(
                ofSteps,
                1,
                ratio -> ratio < least || ratio > most,
                quantity,
                ratio -> ratio < least ? least : most,
                "The published range, of single steps, is " + Text.number(least) + " to " + Text.number(most) + ".");
    }
}
