package dev.backflow.diagnosis;

import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.activations.ElementwiseActivation;
import dev.backflow.engine.layers.DenseLayer;
import dev.backflow.engine.layers.Layer;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Measurements;
import dev.backflow.recording.RecordedEpochs;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.SpecWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.ejml.data.FMatrixRMaj;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A run trained straight on the engine: what was recorded of it as evidence for the rules and, read off the live
 * matrices by code of its own, what the rules are held against.
 *
 * @param chains RMS(δ₁) / RMS(δ_L) of each recorded epoch
 * @param deadest the largest share of a hidden layer's outputs that are 0 for all examples, after the last epoch
 * @param flat the share of outputs of a hidden sigmoid or tanh layer that are within 0.25 % of its range's ends, of the
 *     layer with most of them, for each recorded epoch
 * @param certain the share of the network's answers that are within 1e-5 of 0 or 1, for each recorded epoch
 * @param lost whether a weight is no finite number in the end
 */
record Trained(
        RunSpec spec,
        Evidence evidence,
        double[] chains,
        double deadest,
        double[] flat,
        double[] certain,
        boolean lost) {

    private static final JsonMapper MAPPER = new JsonMapper();

    static RunSpec spec(String json) {
        return SpecReader.read(MAPPER.readTree(json.replace('\'', '"')), RunSpec.class);
    }

    static Trained of(String json) {
        return of(spec(json));
    }

    static Trained of(RunSpec spec) {
        List<EpochRecord> epochs = new ArrayList<>();
        Witness witness = new Witness();
        AtomicReference<Network> network = new AtomicReference<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epoch -> {
            epochs.add(epoch);
            witness.look(network.get());
        });
        int kept = spec.training().trainingExamples(spec.dataset().samples());
        Examples examples = spec.dataset().load(id -> Optional.empty(), kept).examples();
        Trainer trainer = new Trainer(spec.network(), spec.training(), examples, spec.seed(), recorder);
        network.set(trainer.network());
        trainer.train();
        Evidence evidence = evidence(spec, examples, new RecordedEpochs(epochs), true)
                .answering(recalls(spec, examples, network.get()));
        return new Trained(
                spec,
                evidence,
                witness.chains.stream().mapToDouble(Double::doubleValue).toArray(),
                witness.deadest,
                witness.flat.stream().mapToDouble(Double::doubleValue).toArray(),
                witness.certain.stream().mapToDouble(Double::doubleValue).toArray(),
                witness.lost);
    }

    /** Counted by code of its own. */
    private static double[] recalls(RunSpec spec, Examples all, Network network) {
        int kept = spec.training().trainingExamples(all.size());
        Examples given =
                all.rows(0, kept).readBy(spec.training().loss(), spec.network().outputs());
        FMatrixRMaj targets = given.targets();
        boolean binary = targets.numCols == 1;
        double[] right = new double[Math.max(2, targets.numCols)];
        double[] count = new double[right.length];
        float middle = spec.training().loss().takes().isOfLogits() ? 0 : 0.5f;
        for (int row = 0; row < kept; row++) {
            FMatrixRMaj input = new FMatrixRMaj(given.features().numCols, 1);
            System.arraycopy(given.features().data, row * input.numRows, input.data, 0, input.numRows);
            FMatrixRMaj answer = network.forward(input);
            int label = 0;
            int answered = 0;
            for (int i = 1; i < targets.numCols; i++) {
                label = targets.get(row, i) > targets.get(row, label) ? i : label;
                answered = answer.data[i] > answer.data[answered] ? i : answered;
            }
            label = binary ? (int) Math.max(0, Math.min(1, targets.get(row, 0))) : label;
            answered = binary ? (answer.data[0] > middle ? 1 : 0) : answered;
            count[label]++;
            right[label] += answered == label ? 1 : 0;
        }
        Arrays.setAll(right, i -> right[i] / Math.max(1, count[i]));
        return right;
    }

    @SuppressWarnings("unchecked")
    static Evidence evidence(RunSpec spec, Examples examples, Measurements measured, boolean ended) {
        int kept = spec.training().trainingExamples(examples.size());
        return new Evidence(
                MAPPER.convertValue(SpecWriter.write(spec), Map.class),
                spec.network(),
                spec.training(),
                spec.recording(),
                DataFacts.of(
                        examples.rows(0, kept),
                        examples.rows(kept, examples.size()),
                        FeatureEncoding.plain(examples.features().numCols).names(),
                        spec.dataset().targetKind(),
                        spec.training().loss(),
                        spec.network().outputs()),
                measured,
                ended);
    }

    Diagnosis diagnosis() {
        return RulePack.BACKFLOW.diagnose(evidence);
    }

    List<String> rules() {
        return diagnosis().items().stream().map(Finding::rule).toList();
    }

    double accuracy() {
        double[] accuracy = evidence.metric("accuracy");
        return accuracy[accuracy.length - 1];
    }

    /** The remedies of a finding that the service would list: those that are accepted and change something. */
    List<Remedy> accepted(Finding finding) {
        JsonNode own = SpecWriter.write(spec);
        return finding.remedies().stream()
                .filter(remedy -> RunSpecs.patched(own, MAPPER.valueToTree(remedy.patch()))
                        .filter(patched -> !patched.equals(own))
                        .isPresent())
                .toList();
    }

    /** The same run with a remedy. */
    RunSpec patched(Remedy remedy) {
        JsonNode merged = RunSpecs.patched(SpecWriter.write(spec), MAPPER.valueToTree(remedy.patch()))
                .orElseThrow();
        return SpecReader.read(merged, RunSpec.class);
    }

    /** In the middle of the first quarter of the epochs. */
    double early(double[] column) {
        double[] sorted = Arrays.copyOf(column, column.length / 4 + 1);
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** The accuracy of always answering the commonest class. */
    double chance() {
        return Arrays.stream(evidence.data().classShares()).max().orElseThrow();
    }

    double bestAccuracy() {
        return Arrays.stream(evidence.metric("accuracy")).max().orElseThrow();
    }

    /** Looks at the live network at each recorded epoch. */
    private static final class Witness {

        private final List<Double> chains = new ArrayList<>();
        private final List<Double> flat = new ArrayList<>();
        private final List<Double> certain = new ArrayList<>();
        private double deadest;
        private boolean lost;

        void look(Network network) {
            List<Layer> layers = network.layers();
            Layer last = layers.get(layers.size() - 1);
            chains.add(rms(layers.get(0).preActivationGradient()) / rms(last.preActivationGradient()));
            deadest = layers.subList(0, layers.size() - 1).stream()
                    .mapToDouble(layer -> silent(layer.output()))
                    .max()
                    .orElse(0);
            flat.add(layers.subList(0, layers.size() - 1).stream()
                    .mapToDouble(Witness::flat)
                    .max()
                    .orElse(0));
            certain.add(certain(last.output()));
            lost = layers.stream().anyMatch(layer -> layer.kernel() != null && !Double.isFinite(rms(layer.kernel())));
        }

        private static double rms(FMatrixRMaj matrix) {
            double squares = 0;
            for (int i = 0; i < matrix.getNumElements(); i++) {
                squares += (double) matrix.data[i] * matrix.data[i];
            }
            return Math.sqrt(squares / matrix.getNumElements());
        }

        private static double flat(Layer layer) {
            boolean tanh =
                    layer instanceof DenseLayer dense && dense.activation() instanceof ElementwiseActivation.Tanh;
            boolean sigmoid =
                    layer instanceof DenseLayer dense && dense.activation() instanceof ElementwiseActivation.Sigmoid;
            int count = 0;
            int elements = layer.output().getNumElements();
            for (int i = 0; i < elements; i++) {
                double share = tanh ? (layer.output().data[i] + 1) / 2 : layer.output().data[i];
                count += (tanh || sigmoid) && (share < 0.0025 || share > 0.9975) ? 1 : 0;
            }
            return (double) count / elements;
        }

        private static double certain(FMatrixRMaj answers) {
            int count = 0;
            for (int i = 0; i < answers.getNumElements(); i++) {
                count += answers.data[i] < 1e-5 || answers.data[i] > 1 - 1e-5 ? 1 : 0;
            }
            return (double) count / answers.getNumElements();
        }

        private static double silent(FMatrixRMaj outputs) {
            int silent = 0;
            for (int unit = 0; unit < outputs.numRows; unit++) {
                boolean speaks = false;
                for (int example = 0; example < outputs.numCols; example++) {
                    speaks |= outputs.get(unit, example) != 0;
                }
                silent += speaks ? 0 : 1;
            }
            return (double) silent / outputs.numRows;
        }
    }
}
