package dev.backflow.engine;

import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.engine.optimizers.LearningRate;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.WireNames;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a network is trained; the words and defaults of {@code keras.Model.compile} and {@code fit}.
 *
 * @param epochs passes over the training data; 0 only looks at the untrained network
 * @param batchSize examples per step; the last batch of an epoch may be smaller
 * @param shuffle whether every epoch goes through the examples in an order of its own
 * @param validationSplit share of the examples, taken from the end, that is not trained on
 * @param classWeight how much the examples of each class count for the loss: a weight by the number of each class, or
 *     {@code balanced}. Not set: all count 1
 * @param reduceOnPlateau not set: the learning rate is the optimizer's to the end
 * @param earlyStopping not set: training goes through all epochs
 */
public record TrainingSpec(
        Loss loss,
        @Default("rmsprop") Optimizer optimizer,
        @Default("[]") List<Metric> metrics,
        @Default("1") int epochs,
        @Default("32") int batchSize,
        @Default("true") boolean shuffle,
        @Default("0.0") double validationSplit,
        @Default("null") @Nullable ClassWeight classWeight,
        @Default("null") @Nullable ReduceOnPlateau reduceOnPlateau,
        @Default("null") @Nullable EarlyStopping earlyStopping) {

    /** Below it, rounding could leave no example to validate on. */
    private static final double LEAST_SPLIT = 1e-9;

    public TrainingSpec {
        metrics = List.copyOf(metrics);
        Check.require(
                metrics.stream().map(Object::getClass).distinct().count() == metrics.size(),
                "metrics",
                metrics,
                "must name each metric once");
        Check.notNegative("epochs", epochs);
        Check.positive("batch_size", batchSize);
        Check.below("validation_split", validationSplit, 0, 1);
        if (reduceOnPlateau != null) {
            Check.require(
                    optimizer.learningRate() instanceof LearningRate.Constant,
                    "reduce_on_plateau",
                    "with " + WireNames.of(optimizer.learningRate().getClass()),
                    "needs a learning_rate that is a number; a schedule sets it itself");
        }
    }

    /**
     * Refuses monitors of what is not measured.
     *
     * @param validates whether there are examples to validate on
     */
    public void checkMonitors(boolean validates) {
        if (reduceOnPlateau != null) {
            Check.within("reduce_on_plateau", () -> reduceOnPlateau.watch().check(measured(), validates));
        }
        if (earlyStopping != null) {
            Check.within("early_stopping", () -> earlyStopping.watch().check(measured(), validates));
        }
    }

    /** Whether the last of the examples are validated on. */
    public boolean splits() {
        return validationSplit > LEAST_SPLIT;
    }

    /** What is measured after an epoch: {@code loss}, then the metrics. */
    public List<String> measured() {
        return measured(metrics);
    }

    /**
     * Evaluations by name: as {@link #measured}, then the same with {@code val_} before it if there is a {@code
     * validation}.
     */
    public Map<String, Double> named(Evaluation training, @Nullable Evaluation validation) {
        Map<String, Double> named = new LinkedHashMap<>();
        name(named, "", training);
        if (validation != null) {
            name(named, Monitor.ON_VALIDATION, validation);
        }
        return named;
    }

    private void name(Map<String, Double> named, String prefix, Evaluation evaluation) {
        List<String> measured = measured();
        named.put(prefix + measured.get(0), evaluation.loss());
        for (int i = 1; i < measured.size(); i++) {
            named.put(prefix + measured.get(i), evaluation.metrics().get(i - 1));
        }
    }

    /** Whether of two values of a metric, the loss or one on the validation examples the smaller is better. */
    public boolean smallerIsBetter(String metric) {
        int place = measured()
                .indexOf(
                        metric.startsWith(Monitor.ON_VALIDATION)
                                ? metric.substring(Monitor.ON_VALIDATION.length())
                                : metric);
        return place <= 0 || metrics.get(place - 1).smallerIsBetter();
    }

    private static List<String> measured(List<Metric> metrics) {
        Stream<String> names = metrics.stream().map(metric -> WireNames.of(metric.getClass()));
        return Stream.concat(Stream.of("loss"), names).toList();
    }

    /** Steps of a pass over so many training examples, the last with what is left. */
    public int stepsPerEpoch(int trainingExamples) {
        return (trainingExamples - 1) / batchSize + 1;
    }

    /** The first of the validation examples; Keras: ⌊n (1 − validation_split)⌋. */
    public int trainingExamples(int samples) {
        return (int) Math.floor(samples * (1 - validationSplit));
    }
}
