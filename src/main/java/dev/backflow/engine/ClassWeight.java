package dev.backflow.engine;

import dev.backflow.spec.Check;
import dev.backflow.spec.Scalar;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How much the examples of each class count for the loss that is trained on; Keras' {@code class_weight}. As there, the
 * loss of a batch is Σ w l / n over its n examples, and examples of validation and metrics are not weighed.
 */
public sealed interface ClassWeight permits ClassWeight.Balanced, ClassWeight.Given {

    /** The weight of each class, by its number, of which the array has how many examples there are. */
    float[] weights(int[] counts);

    /** The same examples with the weights of their classes. */
    default Examples weigh(Examples examples) {
        int[] classes = new int[examples.size()];
        int most = 0;
        for (int row = 0; row < classes.length; row++) {
            classes[row] = examples.classOf(row);
            most = Math.max(most, classes[row]);
        }
        int[] counts = new int[most + 1];
        for (int number : classes) {
            counts[number]++;
        }
        float[] ofClasses = weights(counts);
        float[] weights = new float[classes.length];
        for (int row = 0; row < weights.length; row++) {
            weights[row] = ofClasses[classes[row]];
        }
        return examples.weighted(weights);
    }

    /**
     * All classes count the same in all, however rare: a class of n_c among n examples of k classes weighs n / (k n_c);
     * scikit-learn's {@code compute_class_weight("balanced")}.
     */
    record Balanced() implements ClassWeight {

        @Override
        public float[] weights(int[] counts) {
            int all = 0;
            int present = 0;
            for (int count : counts) {
                all += count;
                present += count > 0 ? 1 : 0;
            }
            float[] weights = new float[counts.length];
            for (int i = 0; i < weights.length; i++) {
                weights[i] = counts[i] == 0 ? 0 : (float) ((double) all / ((double) present * counts[i]));
            }
            return weights;
        }
    }

    /**
     * A weight for each class by its number, such as {@code {"0": 1, "1": 5}}; 1 for those left out.
     *
     * @param weights by the number of the class
     */
    @Scalar
    record Given(Map<String, Double> weights) implements ClassWeight {

        /** Digits, and no more than classes can have. */
        private static final String NUMBER = "(0|[1-9][0-9]{0,2})";

        public Given {
            weights = new LinkedHashMap<>(weights);
            weights.forEach((number, weight) -> {
                Check.keyMatches("weights", number, NUMBER, "must name classes by their numbers, 0, 1, 2 …");
                Check.notNegative("weights/" + number, weight);
            });
        }

        @Override
        public float[] weights(int[] counts) {
            float[] each = new float[counts.length];
            for (int i = 0; i < each.length; i++) {
                each[i] = weights.getOrDefault(String.valueOf(i), 1.0).floatValue();
            }
            return each;
        }

        /** The largest number of a class that is named; −1 if none is. */
        public int largest() {
            return weights.keySet().stream().mapToInt(Integer::parseInt).max().orElse(-1);
        }
    }
}
