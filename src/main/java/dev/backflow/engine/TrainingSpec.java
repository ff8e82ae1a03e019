package dev.backflow.engine;

import java.util.List;

/**
 * How a network is trained; the words and defaults of {@code keras.Model.compile} and {@code fit}.
 *
 * @param epochs passes over the training data; 0 only looks at the untrained network
 * @param batchSize examples per step; the last batch of an epoch may be smaller
 * @param shuffle whether every epoch goes through the examples in an order of its own
 * @param validationSplit share of the examples, taken from the end, that is not trained on
 */
public record TrainingSpec(
        Loss loss,
        @Default("rmsprop") Optimizer optimizer,
        @Default("[]") List<Metric> metrics,
        @Default("1") int epochs,
        @Default("32") int batchSize,
        @Default("true") boolean shuffle,
        @Default("0.0") double validationSplit) {

    private static final int MOST_EPOCHS = 1_000_000;
    private static final int LARGEST_BATCH = 65_536;

    public TrainingSpec {
        metrics = List.copyOf(metrics);
        Check.require(
                metrics.stream().map(Object::getClass).distinct().count() == metrics.size(),
                "metrics",
                metrics,
                "must name each metric once");
        Check.between("epochs", epochs, 0, MOST_EPOCHS);
        Check.between("batch_size", batchSize, 1, LARGEST_BATCH);
        Check.below("validation_split", validationSplit, 0, 1);
    }

    /** The first of the validation examples; Keras: ⌊n (1 − validation_split)⌋. */
    public int trainingExamples(int samples) {
        return (int) Math.floor(samples * (1 - validationSplit));
    }
}
