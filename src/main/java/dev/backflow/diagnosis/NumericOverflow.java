package dev.backflow.diagnosis;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A NaN or ±∞ in a recorded tensor or in the loss: single precision was left, and what is computed from it is lost. */
final class NumericOverflow implements Rule {

    private static final double LARGE_INPUTS = 100;

    @Override
    public String id() {
        return "numeric_overflow";
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] loss = evidence.metric("loss");
        for (int i = 0; i < loss.length; i++) {
            List<Place> places = places(evidence, i);
            if (!places.isEmpty() || !Double.isFinite(loss[i])) {
                return Optional.of(finding(evidence, i, places));
            }
        }
        return Optional.empty();
    }

    private record Place(String layer, Tensor tensor, double count) {}

    private static List<Place> places(Evidence evidence, int at) {
        List<Place> places = new ArrayList<>();
        for (Tensor tensor : evidence.recording().tensors()) {
            evidence.measured().statistic(tensor, Statistic.NON_FINITE).forEach((layer, counts) -> {
                if (counts[at] > 0) {
                    places.add(new Place(layer, tensor, counts[at]));
                }
            });
        }
        return places;
    }

    private Finding finding(Evidence evidence, int at, List<Place> places) {
        int epoch = evidence.measured().epochs()[at];
        List<String> layers = evidence.layers().stream()
                .filter(layer -> places.stream().anyMatch(place -> place.layer().equals(layer)))
                .toList();
        double count = places.stream().mapToDouble(Place::count).sum();
        return new Finding(
                id(),
                Finding.Severity.ERROR,
                layers,
                new Finding.Epochs(epoch, evidence.course().lastEpoch()),
                new Finding.Measured(
                        places.isEmpty() ? "losses that are not finite" : "elements that are NaN or infinite",
                        Math.max(1, count)),
                new Finding.Threshold(0, "IEEE 754: no result beyond 3.4e38 is a number"),
                first(epoch, layers, places) + " Numbers beyond 3.4e38 do not exist in single precision; from there on"
                        + " every weight that such a number reaches is lost for good.",
                remedies(evidence, epoch),
                "Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.2.4 (cliffs and exploding gradients)");
    }

    private static String first(int epoch, List<String> layers, List<Place> places) {
        return places.isEmpty()
                ? "The loss is no finite number for the first time at epoch " + epoch + "."
                : "The first NaN or infinity is there at epoch " + epoch + " in " + Text.layers(layers) + " ("
                        + places.get(0).tensor().wireName() + " of "
                        + places.get(0).layer() + ": "
                        + Text.number(places.get(0).count()) + " elements).";
    }

    private static List<Remedy> remedies(Evidence evidence, int epoch) {
        Remedies remedies = new Remedies(evidence);
        if (epoch > 0) {
            return List.of(remedies.learningRate(0.1), remedies.clipping());
        }
        boolean largeInputs = evidence.data().meanSquare() > LARGE_INPUTS;
        return Remedies.some(
                largeInputs ? Optional.of(remedies.scaledInputs()) : Optional.empty(),
                remedies.activation("relu", "he_normal"));
    }
}
