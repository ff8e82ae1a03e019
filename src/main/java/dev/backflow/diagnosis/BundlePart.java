package dev.backflow.diagnosis;

import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.layers.Normalization;
import dev.backflow.engine.losses.OutputKind;
import dev.backflow.spec.WireNames;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What makes a network learn, part by part, in the order in which the parts are applied one after the other: each sees
 * the spec as those before it have left it. All together failed least often in trainings; those that a run can do
 * without are taken away again by whoever looks for a cure.
 */
public enum BundlePart {
    /** Output and loss that fit the targets. */
    OUTPUT(BundlePart::output),
    /** Held-out examples like those that are trained on. */
    VALIDATION(evidence -> new HeldOutRows()
            .judge(evidence)
            .flatMap(finding -> finding.remedies().stream().findFirst())),
    /** Features of mean 0 and standard deviation 1. */
    INPUTS(BundlePart::inputs),
    /** Targets of mean 0 and standard deviation 1. */
    TARGETS(BundlePart::targets),
    /** leaky_relu with he_normal; a hidden layer where there is none. */
    HIDDEN(BundlePart::hidden),
    /** Adam at a constant rate of 0.01. */
    OPTIMIZER(adam(0.01)),
    /** No penalties, no weight decay, no more dropout than 0.2. */
    REGULARIZATION(BundlePart::regularization),
    /** Batches that batch normalization can learn from, and averages that follow them. */
    BATCHES(BundlePart::batches),
    /** Classes that all count the same, where one is rare. */
    CLASS_WEIGHT(BundlePart::classWeight),
    /** At least 16 units in each hidden layer. */
    WIDTH(evidence -> new Remedies(evidence).wider(16)),
    /** Ten times the epochs, all of them. */
    EPOCHS(BundlePart::epochs),
    /** Instead of HIDDEN: the activation stays, weights are drawn so that the signal arrives. */
    SPREAD(evidence -> new Remedies(evidence).criticalSpread()),
    /** Instead of HIDDEN. */
    TANH(evidence -> new Remedies(evidence).activation("tanh", "glorot_uniform")),
    /** Instead of OPTIMIZER. */
    FASTER(adam(0.1)),
    /** Instead of OPTIMIZER. */
    SLOWER(adam(0.001));

    /** All that nobody misses. */
    public static final List<BundlePart> BUNDLE =
            List.of(OUTPUT, VALIDATION, INPUTS, TARGETS, HIDDEN, OPTIMIZER, REGULARIZATION, BATCHES, CLASS_WEIGHT);

    /** What is tried where that fails, in this order: more of it, and other ways. */
    public static final List<Set<BundlePart>> HARDER = List.of(
            more(null, null),
            more(OPTIMIZER, SLOWER),
            more(HIDDEN, TANH),
            more(HIDDEN, SPREAD),
            more(OPTIMIZER, FASTER));

    private static final double MOST_DROPOUT = 0.2;
    private static final int LEAST_BATCH = 8;
    private static final int MORE_EPOCHS = 10;

    private final Function<Evidence, Optional<Remedy>> remedy;

    BundlePart(Function<Evidence, Optional<Remedy>> remedy) {
        this.remedy = remedy;
    }

    private static Set<BundlePart> more(@Nullable BundlePart instead, @Nullable BundlePart part) {
        Set<BundlePart> parts = EnumSet.copyOf(BUNDLE);
        parts.addAll(List.of(WIDTH, EPOCHS));
        if (part != null) {
            parts.remove(instead);
            parts.add(part);
        }
        return parts;
    }

    /** What it changes of a spec; empty where it has nothing to change. Only spec, network, training and data are asked. */
    public Optional<Remedy> of(Evidence evidence) {
        return remedy.apply(evidence);
    }

    public String wireName() {
        return WireNames.of(this);
    }

    private static Function<Evidence, Optional<Remedy>> adam(double rate) {
        return evidence -> new Remedies(evidence).constantAdam(rate);
    }

    private static Optional<Remedy> output(Evidence evidence) {
        OutputKind takes = evidence.training().loss().takes();
        return switch (evidence.data().targets()) {
            case BINARY ->
                takes == OutputKind.VALUE || takes == OutputKind.COUNT || takes == OutputKind.OTHER
                        ? answering(evidence, "sigmoid", "binary_crossentropy", null)
                        : fitting(evidence);
            case ONE_HOT, DISTRIBUTION ->
                takes.isExclusive()
                        ? fitting(evidence)
                        : answering(evidence, "softmax", "categorical_crossentropy", null);
            case INDEX ->
                takes == OutputKind.VALUE || takes == OutputKind.COUNT
                        ? number(evidence, takes)
                        : classNumbers(evidence);
            case MULTI_LABEL, PROBABILITY ->
                takes == OutputKind.PROBABILITY || takes == OutputKind.LOGIT
                        ? fitting(evidence)
                        : answering(evidence, "sigmoid", "binary_crossentropy", null);
            case REAL ->
                takes == OutputKind.VALUE || takes == OutputKind.COUNT ? number(evidence, takes) : value(evidence);
        };
    }

    private static Optional<Remedy> classNumbers(Evidence evidence) {
        return evidence.training().loss().readsClassNumbers()
                ? fitting(evidence)
                : answering(
                        evidence,
                        "softmax",
                        "sparse_categorical_crossentropy",
                        1 + (int) Math.round(evidence.data().targetMax()));
    }

    private static Optional<Remedy> number(Evidence evidence, OutputKind takes) {
        return takes == OutputKind.COUNT ? fitting(evidence) : new Remedies(evidence).output("linear");
    }

    private static Optional<Remedy> value(Evidence evidence) {
        boolean signs = evidence.data().targetMin() == -1 && evidence.data().targetMax() == 1;
        return signs && evidence.training().loss().takes() == OutputKind.MARGIN
                ? fitting(evidence)
                : answering(evidence, "linear", "mean_squared_error", null);
    }

    /** The activation that suits the loss. */
    private static Optional<Remedy> fitting(Evidence evidence) {
        return OutputFault.of(evidence.training().loss().takes(), evidence.output(), evidence.data())
                .flatMap(fault -> new Remedies(evidence).output(fault.wanted()));
    }

    private static Optional<Remedy> answering(
            Evidence evidence, String activation, String loss, @Nullable Integer units) {
        return new Remedies(evidence).answering(activation, loss, units);
    }

    private static Optional<Remedy> inputs(Evidence evidence) {
        DataFacts data = evidence.data();
        LayerSpec first = evidence.network().expanded().get(0);
        boolean normalized = !first.hasKernel()
                && evidence.parts()
                        .apply(first)
                        .flatMap(parts -> parts.normalization())
                        .filter(inside -> inside.over() == Normalization.Over.EXAMPLES)
                        .isPresent();
        return normalized || isOfUnitSize(data.featureMeans(), data.featureStds())
                ? Optional.empty()
                : new Remedies(evidence).scaledInputs();
    }

    private static Optional<Remedy> targets(Evidence evidence) {
        DataFacts data = evidence.data();
        boolean numbers = evidence.training().loss().takes() == OutputKind.VALUE && data.classShares().length == 0;
        boolean linear =
                OutputFault.of(OutputKind.VALUE, evidence.output(), data).isEmpty();
        return numbers && linear && !isOfUnitSize(data.targetMeans(), data.targetStds())
                ? new Remedies(evidence).scaledTargets()
                : Optional.empty();
    }

    /** Whether scaling would hardly change anything. */
    private static boolean isOfUnitSize(double[] means, double[] stds) {
        return Arrays.stream(means).allMatch(mean -> Math.abs(mean) < 0.5)
                && Arrays.stream(stds).allMatch(std -> std > 0.4 && std < 2.5);
    }

    private static Optional<Remedy> hidden(Evidence evidence) {
        Remedies remedies = new Remedies(evidence);
        return evidence.hidden().isEmpty() ? remedies.hiddenUnits() : remedies.leakyRelu();
    }

    private static Optional<Remedy> regularization(Evidence evidence) {
        Remedies remedies = new Remedies(evidence);
        Optional<Remedy> dropout = remedies.lessDropout(MOST_DROPOUT).stream().findFirst();
        Optional<Remedy> penalties = remedies.weakerRegularization(true);
        return penalties.isPresent() ? remedies.with(penalties.get(), dropout) : dropout;
    }

    private static Optional<Remedy> batches(Evidence evidence) {
        Remedies remedies = new Remedies(evidence);
        Optional<Remedy> averages = remedies.momentumOfAverages(0.9);
        return evidence.training().batchSize() < LEAST_BATCH && averages.isPresent()
                ? remedies.with(averages.get(), remedies.batchSize(32))
                : averages;
    }

    private static Optional<Remedy> classWeight(Evidence evidence) {
        return evidence.data().hasRareClass() && evidence.training().classWeight() == null
                ? new Remedies(evidence).classWeight()
                : Optional.empty();
    }

    private static Optional<Remedy> epochs(Evidence evidence) {
        int epochs = Math.max(1, evidence.training().epochs()) * MORE_EPOCHS;
        return new Remedies(evidence).epochs(epochs).map(longer -> {
            if (evidence.training().earlyStopping() == null) {
                return longer;
            }
            Map<String, @Nullable Object> training = new LinkedHashMap<>(Map.of("epochs", epochs));
            training.put("early_stopping", null);
            return new Remedy(longer.title() + ", without early stopping", Map.of("training", training));
        });
    }
}
