package dev.backflow.diagnosis;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A NaN or ±∞ in a recorded tensor or in the loss: single precision was left, and what is computed from it is lost.
 * Within an epoch the first is looked for in the order in which tensors follow from each other: weights, then the
 * signals from layer to layer, then what comes back.
 */
final class NumericOverflow implements Rule {

    private static final double LARGE_INPUTS = 100;

    @Override
    public String id() {
        return "numeric_overflow";
    }

    @Override
    public List<Cause> causes() {
        return List.of(
                Cause.of(WrongOutputActivation.ID),
                Cause.of(UnscaledTargets.ID),
                Cause.of(UnscaledInputs.ID),
                Cause.of(LearningRateTooLarge.ID));
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        double[] loss = evidence.loss();
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

    /**
     * How many elements of a tensor are not finite, for each epoch.
     *
     * @param depth of the layer, from the first
     */
    private record Counts(String layer, int depth, Tensor tensor, double[] column) {

        Tensor.Origin origin() {
            return tensor.origin();
        }

        /** Weights tensor by tensor, signals layer by layer, the last layer first on the way back. */
        static final Comparator<Counts> CAUSE_AND_EFFECT = Comparator.<Counts>comparingInt(
                        count -> count.origin().way().ordinal())
                .thenComparingInt(count -> switch (count.origin().way()) {
                    case WEIGHTS -> 0;
                    case FORWARD -> count.depth;
                    case BACKWARD -> -count.depth;
                })
                .thenComparing(Counts::origin)
                .thenComparing(Counts::tensor)
                .thenComparingInt(Counts::depth);
    }

    /** Of all tensors that have any, in the order of cause and effect. */
    private static List<Counts> counts(Evidence evidence) {
        List<String> layers = evidence.layers();
        List<Counts> counts = new ArrayList<>();
        for (Tensor tensor : evidence.recording().tensors()) {
            Map<String, double[]> columns = evidence.statistic(tensor, Statistic.NON_FINITE);
            columns.forEach((layer, column) -> counts.add(new Counts(layer, layers.indexOf(layer), tensor, column)));
        }
        counts.sort(Counts.CAUSE_AND_EFFECT);
        return counts;
    }

    private Finding finding(Evidence evidence, int at, List<Place> places) {
        int epoch = evidence.measured().epochs()[at];
        return Finding.of(id())
                .error()
                .in(places.stream().limit(1).map(Place::layer).toList())
                .during(epoch, evidence.wholeRun().to())
                .measured(
                        places.isEmpty() ? "losses that are not finite" : "elements that are NaN or infinite",
                        places.isEmpty() ? 1 : places.get(0).count())
                .against(0, "IEEE 754: no result beyond 3.4e38 is a number")
                .because(first(epoch, places) + consequence(evidence.loss()[at], places))
                .remedies(remedies(evidence, epoch))
                .see("Goodfellow, Bengio and Courville: Deep Learning, 2016, section 8.2.4 (cliffs and exploding"
                        + " gradients)");
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
        boolean largeInputs = evidence.knows(Needs.Fact.DATA) && evidence.data().meanSquare() > LARGE_INPUTS;
        Stream<Optional<Remedy>> tried = epoch > 0
                ? Stream.of(remedies.slowerByAdam(0.01), remedies.clipping(), remedies.learningRate(0.1))
                : Stream.of(remedies.scaledInputs().filter(scaling -> largeInputs), remedies.leakyRelu());
        return tried.flatMap(Optional::stream).toList();
    }
}
