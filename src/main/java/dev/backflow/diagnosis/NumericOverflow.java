package dev.backflow.diagnosis;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A NaN or ±∞ in a recorded tensor or in the loss: single precision was left, and what is computed from it is lost. Within
 * an epoch the first is looked for in the order in which tensors follow from each other: weights, then the signals from
 * layer to layer, then what comes back.
 */
final class NumericOverflow implements Rule {

    private static final double LARGE_INPUTS = 100;
    private static final List<Tensor> WEIGHTS = List.of(Tensor.KERNEL_UPDATE, Tensor.KERNEL, Tensor.BIAS);
    private static final List<Tensor> FORWARD = List.of(Tensor.PRE_ACTIVATION, Tensor.ACTIVATION);
    private static final List<Tensor> BACKWARD =
            List.of(Tensor.PRE_ACTIVATION_GRADIENT, Tensor.KERNEL_GRADIENT, Tensor.BIAS_GRADIENT);

    @Override
    public String id() {
        return "numeric_overflow";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] loss = evidence.metric("loss");
        List<Counts> counts = counts(evidence);
        for (int i = 0; i < loss.length; i++) {
            int at = i;
            List<Place> places = counts.stream()
                    .filter(count -> count.column()[at] > 0)
                    .map(count -> new Place(count.layer(), count.tensor(), count.column()[at]))
                    .toList();
            if (!places.isEmpty() || !Double.isFinite(loss[i])) {
                return Optional.of(finding(evidence, i, places));
            }
        }
        return Optional.empty();
    }

    private record Place(String layer, Tensor tensor, double count) {}

    /** How many elements of a tensor are not finite, for each epoch. */
    private record Counts(String layer, Tensor tensor, double[] column) {}

    /** Of all tensors that have any, in the order of cause and effect. */
    private static List<Counts> counts(Evidence evidence) {
        List<String> layers = evidence.layers();
        List<Counts> counts = new ArrayList<>();
        Map<Tensor, Map<String, double[]>> columns = new EnumMap<>(Tensor.class);
        evidence.recording()
                .tensors()
                .forEach(tensor -> columns.put(tensor, evidence.statistic(tensor, Statistic.NON_FINITE)));
        WEIGHTS.forEach(tensor -> layers.forEach(layer -> add(counts, columns, layer, tensor)));
        layers.forEach(layer -> FORWARD.forEach(tensor -> add(counts, columns, layer, tensor)));
        for (int k = layers.size() - 1; k >= 0; k--) {
            String layer = layers.get(k);
            BACKWARD.forEach(tensor -> add(counts, columns, layer, tensor));
        }
        return counts;
    }

    private static void add(
            List<Counts> counts, Map<Tensor, Map<String, double[]>> columns, String layer, Tensor tensor) {
        double[] column = columns.getOrDefault(tensor, Map.of()).get(layer);
        if (column != null && Arrays.stream(column).anyMatch(count -> count > 0)) {
            counts.add(new Counts(layer, tensor, column));
        }
    }

    private Finding finding(Evidence evidence, int at, List<Place> places) {
        int epoch = evidence.measured().epochs()[at];
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                places.stream().limit(1).map(Place::layer).toList(),
                new Finding.Epochs(epoch, evidence.course().lastEpoch()),
                new Finding.Measured(
                        places.isEmpty() ? "losses that are not finite" : "elements that are NaN or infinite",
                        places.isEmpty() ? 1 : places.get(0).count()),
                new Finding.Threshold(0, "IEEE 754: no result beyond 3.4e38 is a number"),
                first(epoch, places) + consequence(evidence.metric("loss")[at], places),
                remedies(evidence, epoch),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.2.4 (cliffs and exploding gradients)");
    }

    private static String first(int epoch, List<Place> places) {
        return places.isEmpty()
                ? "The loss is no finite number for the first time at epoch " + epoch + "."
                : "The first NaN or infinity is there at epoch " + epoch + " in "
                        + places.get(0).layer() + " (" + places.get(0).tensor().wireName() + ": "
                        + (long) places.get(0).count() + " elements)"
                        + (places.size() > 1
                                ? "; with what follows from it " + places.size() + " recorded tensors have some."
                                : ".");
    }

    private static String consequence(double loss, List<Place> places) {
        return places.isEmpty() && Double.isNaN(loss)
                ? " No recorded tensor has left single precision by then, so the loss itself cannot be computed of the outputs;"
                        + " from there on every weight that such a number reaches is lost for good."
                : " Numbers beyond 3.4e38 do not exist in single precision; from there on every weight that such a number"
                        + " reaches is lost for good.";
    }

    private static List<Remedy> remedies(Evidence evidence, int epoch) {
        Remedies remedies = new Remedies(evidence);
        if (epoch > 0) {
            return Remedies.some(
                    remedies.slowerByAdam(0.01),
                    Optional.of(remedies.clipping()),
                    Optional.of(remedies.learningRate(0.1)));
        }
        boolean largeInputs = evidence.data().meanSquare() > LARGE_INPUTS;
        return Remedies.some(
                largeInputs ? Optional.of(remedies.scaledInputs()) : Optional.empty(),
                remedies.activation("relu", "he_normal"));
    }
}
