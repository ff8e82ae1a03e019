package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said of a run has to be true of it, and of a piece. */
class SoundDiagnosisTest {

    private static final String CIRCLES = "{'type': 'circles', 'samples': 300, 'factor': 0.5, 'noise': 0.1, 'seed': 1}";

    private static String run(String dataset, String layers, String loss, String optimizer, int epochs) {
        return """
                {'dataset': %s, 'network': {'layers': [%s]},
                 'training': {'loss': %s, 'optimizer': %s, 'epochs': %d},
                 'recording': {'tensors': ['kernel', 'kernel_update', 'kernel_gradient', 'activation',
                                           'pre_activation_gradient']}, 'seed': 3}
                """.formatted(dataset, layers, loss, optimizer, epochs);
    }

    private static String hidden(int depth, String activation, String initializer) {
        return "{'name': 'hidden', 'repeat': %d, 'units': 16, 'activation': '%s', 'kernel_initializer': %s}"
                .formatted(depth, activation, initializer);
    }

    private static Trained withOutput(String loss, String activation) {
        String layers = hidden(1, "relu", "'he_normal'") + ", {'units': 1, 'activation': '" + activation + "'}";
        return Trained.of(run(CIRCLES, layers, "'" + loss + "'", "'adam'", 3));
    }

    private static Finding finding(Trained run, String rule) {
        return run.diagnosis().items().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(rule + " is not among " + run.rules()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.05, 0.1, 0.3})
    void smoothedLabelsHideNoIllnessAndMakeNone(double smoothing) {
        String loss = "{'type': 'binary_crossentropy', 'label_smoothing': " + smoothing + "}";
        String adam = "{'type': 'adam', 'learning_rate': 0.01}";
        String output = ", {'units': 1, 'activation': 'sigmoid'}";
        assertThat(Trained.of(run(CIRCLES, hidden(10, "sigmoid", "'glorot_uniform'") + output, loss, adam, 40))
                        .rules())
                .contains("vanishing_gradient", "no_learning");
        Trained sound = Trained.of(run(CIRCLES, hidden(2, "relu", "'he_normal'") + output, loss, adam, 40));
        assertThat(sound.rules()).isEmpty();
        assertThat(sound.evidence().curve().last()).isBetween(0.8, 1.0);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8})
    void aSoundRunOfAFewEpochsIsNotToldToHurry(int epochs) {
        String output = ", {'units': 1, 'activation': 'sigmoid'}";
        for (String optimizer : List.of("adam", "rmsprop")) {
            Trained run = Trained.of(run(
                    CIRCLES,
                    hidden(2, "relu", "'he_normal'") + output,
                    "'binary_crossentropy'",
                    "'" + optimizer + "'",
                    epochs));
            assertThat(run.diagnosis().items())
                    .allSatisfy(finding -> assertThat(finding.severity()).isEqualTo(Finding.Severity.NOTE));
        }
    }

    @ParameterizedTest
    @CsvSource({"poisson, linear, 0, softplus", "hinge, sigmoid, -1, linear", "squared_hinge, relu, -1, linear"})
    void anOutputThatALossCannotUseIsNamed(String loss, String activation, double threshold, String remedy) {
        Trained run = withOutput(loss, activation);
        Finding finding = finding(run, "wrong_output_activation");
        assertThat(finding.threshold().value()).isEqualTo(threshold);
        assertThat(finding.remedies().get(0).title()).contains(remedy);
    }

    @Test
    void aLossThatCannotBeComputedIsNoMatterOfTheLearningRate() {
        Trained run = Trained.of(run(
                "{'type': 'inline', 'features': [[-3], [-2], [-1], [0], [1], [2], [3]],"
                        + " 'targets': [[0], [0], [0], [0], [1], [2], [3]]}",
                hidden(1, "relu", "'he_normal'") + ", {'units': 1}",
                "'poisson'",
                "{'type': 'adam', 'learning_rate': 0.01}",
                50));
        assertThat(run.evidence().curve().last()).isNaN();
        assertThat(run.rules())
                .startsWith("wrong_output_activation", "numeric_overflow")
                .doesNotContain("learning_rate_too_large");
        Remedy softplus = finding(run, "wrong_output_activation").remedies().get(0);
        assertThat(Trained.of(run.patched(softplus)).rules()).isEmpty();
    }

    /** Answers may be right long before they are sure. */
    @Test
    void whoAnswersRightIsNotIllHoweverUnsure() {
        int right = 0;
        for (int seed = 1; seed <= 8; seed++) {
            String blobs = "{'type': 'blobs', 'samples': 300, 'centers': 3, 'seed': " + seed + "}";
            Trained run = Trained.of(run(
                    blobs,
                    hidden(2, "sigmoid", "'glorot_uniform'") + ", {'units': 3, 'activation': 'softmax'}",
                    "'categorical_crossentropy', 'metrics': ['accuracy']",
                    "{'type': 'adam', 'learning_rate': 0.001}",
                    20));
            if (run.accuracy() > 0.94) {
                right++;
                assertThat(run.rules()).as("seed " + seed).isEmpty();
            }
        }
        assertThat(right).isGreaterThanOrEqualTo(3);
    }

    /** Two features of size 1 around an offset, or both of them large; the class is inside or outside of a circle. */
    @ParameterizedTest
    @CsvSource({"0, 1000", "100, 1"})
    void unscaledInputsComeFirstAndScalingThemCures(double offset, double scale) {
        Random random = new Random(1);
        StringBuilder features = new StringBuilder();
        StringBuilder targets = new StringBuilder();
        for (int i = 0; i < 300; i++) {
            double x = random.nextGaussian();
            double y = random.nextGaussian();
            features.append(i == 0 ? "" : ", ").append("[" + (offset + scale * x) + ", " + (offset + scale * y) + "]");
            targets.append(i == 0 ? "" : ", ").append(x * x + y * y > 1.4 ? "[1]" : "[0]");
        }
        Trained run = Trained.of(run(
                "{'type': 'inline', 'features': [" + features + "], 'targets': [" + targets + "]}",
                hidden(2, "relu", "'he_normal'") + ", {'units': 1, 'activation': 'sigmoid'}",
                "'binary_crossentropy', 'metrics': ['accuracy']",
                "{'type': 'sgd', 'learning_rate': 0.05}",
                60));
        assertThat(run.rules()).startsWith("unscaled_inputs");
        Trained scaled = Trained.of(
                run.patched(finding(run, "unscaled_inputs").remedies().get(0)));
        assertThat(scaled.accuracy()).isGreaterThan(0.85);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{'type': 'adagrad', 'learning_rate': 1e4}", "{'type': 'adadelta', 'learning_rate': 1e4}"})
    void whoIsWorseThanAConstantIsNotSlow(String optimizer) {
        Trained run = Trained.of(run(
                "{'type': 'sine', 'samples': 200}",
                hidden(2, "relu", "'he_normal'") + ", {'units': 1}",
                "'mse'",
                optimizer,
                30));
        assertThat(run.evidence().curve().last()).isNegative();
        assertThat(run.rules()).isNotEmpty().doesNotContain("slow_convergence");
    }

    @ParameterizedTest
    @CsvSource({"poisson, softplus", "hinge, tanh", "hinge, linear", "squared_hinge, linear"})
    void anOutputThatALossCanUseIsNot(String loss, String activation) {
        Trained run = withOutput(loss, activation);
        assertThat(run.rules()).doesNotContain("wrong_output_activation");
    }

    /** Nobody is told to go slower and faster, nor that nothing and that something is learned. */
    @Test
    void findingsDoNotContradictEachOther() {
        for (Grid.Rated rated : Grid.drawRates(60, 11)) {
            Trained run = Trained.of(rated.at(1).json());
            List<String> rules = run.rules();
            for (List<String> exclusive : List.of(
                    List.of("learning_rate_too_large", "learning_rate_too_small"),
                    List.of("learning_rate_too_large", "slow_convergence"),
                    List.of("no_learning", "slow_convergence"))) {
                assertThat(rules.containsAll(exclusive)).as(rated + " " + rules).isFalse();
            }
            for (Finding finding : run.diagnosis().items()) {
                boolean slower = finding.rule().equals("learning_rate_too_large");
                boolean faster = finding.rule().equals("learning_rate_too_small");
                if ((slower || faster) && !rated.optimizer().equals("sgd")) {
                    assertThat(rates(run, finding))
                            .as(finding.rule())
                            .allMatch(rate -> slower ? rate < rated.rate() : rate > rated.rate());
                }
            }
        }
    }

    private static List<Double> rates(Trained run, Finding finding) {
        List<Double> rates = new ArrayList<>();
        for (Remedy remedy : finding.remedies()) {
            rates.add(run.patched(remedy).training().optimizer().learningRate().at(0));
        }
        return rates;
    }

    @Test
    void manyOutputsThatBeginUnsureAreNotSaturated() {
        String blobs = "{'type': 'blobs', 'samples': 300, 'centers': 40, 'features': 8, 'seed': 1}";
        String layers = hidden(1, "relu", "'he_normal'") + ", {'units': 40, 'activation': '%s'}";
        for (int epochs : new int[] {0, 30}) {
            for (String[] head :
                    new String[][] {{"sigmoid", "binary_crossentropy"}, {"softmax", "categorical_crossentropy"}}) {
                Trained run = Trained.of(run(
                        blobs,
                        layers.formatted(head[0]),
                        "'" + head[1] + "'",
                        "{'type': 'sgd', 'learning_rate': 0.001}",
                        epochs));
                assertThat(run.rules()).as(head[1]).doesNotContain("saturated_output");
            }
        }
    }

    @Test
    void unitsAreDeadFromWhereItSays() {
        Trained run = Trained.of(IllRuns.byRule().get("dead_units"));
        Finding finding = finding(run, "dead_units");
        Map<String, double[]> dead = run.evidence().signal(Signal.DEAD_UNITS);
        int[] epochs = run.evidence().measured().epochs();
        for (int i = 0; i < epochs.length; i++) {
            boolean since = epochs[i] >= finding.epochs().from();
            boolean any = finding.layers().stream().anyMatch(layer -> dead.get(layer)[epochs.length - 1] >= 0.9);
            assertThat(any).isTrue();
            if (since) {
                int at = i;
                assertThat(finding.layers()).anyMatch(layer -> dead.get(layer)[at] >= 0.9);
            }
        }
    }

    @Test
    void unitsThatAreAllAlikeAreToldOfEvenIfSomethingIsLearned() {
        String constant = "{'type': 'constant', 'value': 0.5}";
        Trained run = Trained.of(run(
                "{'type': 'moons', 'samples': 300, 'noise': 0.1, 'seed': 1}",
                hidden(2, "relu", constant) + ", {'units': 1, 'activation': 'sigmoid', 'kernel_initializer': "
                        + constant + "}",
                "'binary_crossentropy'",
                "{'type': 'adam', 'learning_rate': 0.01}",
                40));
        assertThat(run.evidence().curve().last()).isGreaterThan(0.2);
        assertThat(finding(run, "poor_initialization").explanation())
                .startsWith("All weights of hidden_1, hidden_2 begin with the same value");
    }

    @Test
    void givenWeightsStayWhereNothingIsDrawn() {
        String weights = ", 'initial_weights': [{'kernel': [[1, -1], [0.5, 2]], 'bias': [0, 0]},"
                + " {'kernel': [[1], [-1]], 'bias': [0]}]";
        String spec = run(
                        CIRCLES,
                        "{'units': 2, 'activation': 'tanh'}, {'units': 1, 'activation': 'tanh'}",
                        "'binary_crossentropy'",
                        "'adam'",
                        2)
                .replace("]},\n 'training'", "]" + weights + "},\n 'training'");
        Trained run = Trained.of(spec);
        assertThat(run.spec().network().initialWeights()).isNotNull();
        Remedy sigmoid = finding(run, "wrong_output_activation").remedies().get(0);
        assertThat(run.patched(sigmoid).network().initialWeights()).isNotNull();
        Remedy drawn = new Remedies(run.evidence()).leakyRelu().orElseThrow();
        assertThat(run.patched(drawn).network().initialWeights()).isNull();
    }

    @Test
    void whoWasStoppedEarlyIsNotToldToTrainLonger() {
        String slow = IllRuns.byRule().get("slow_convergence");
        assertThat(Trained.of(slow).rules()).contains("slow_convergence");
        String stopped = slow.replace(
                "'epochs': 60",
                "'epochs': 400, 'early_stopping': {'monitor': 'loss', 'patience': 3, 'min_delta': 0.01}");
        Trained run = Trained.of(stopped);
        assertThat(run.evidence().curve().lastEpoch()).isLessThan(400);
        assertThat(run.rules()).doesNotContain("slow_convergence");
    }

    /** Another tool's limits are for functions that are flat; of others no unit is counted, and none could be. */
    @Test
    void relusThatLeakAreNothingToARuleForDeadOnes() {
        String leaky = "{'name': 'hidden', 'units': 8, 'activation': {'type': 'relu', 'negative_slope': 0.1}}";
        Trained run = Trained.of(
                run(CIRCLES, leaky + ", {'units': 1, 'activation': 'sigmoid'}", "'binary_crossentropy'", "'adam'", 5));
        Diagnosis diagnosis = RulePack.SAGEMAKER_DEBUGGER.diagnose(run.evidence());
        assertThat(diagnosis.items()).extracting(Finding::rule).doesNotContain("dead_relu");
        assertThat(diagnosis.notJudged()).isEmpty();
    }
}
