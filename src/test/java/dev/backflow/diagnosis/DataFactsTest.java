package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.backflow.datasets.GaussianQuantiles;
import dev.backflow.engine.Examples;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.losses.Loss;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.spec.SpecReader;
import dev.backflow.spec.Vocabulary;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import org.ejml.data.FMatrixRMaj;
import org.ejml.dense.row.CommonOps_FDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Facts of examples of which they are known. */
class DataFactsTest {

    private static Loss loss(String name) {
        return (Loss) SpecReader.read(
                JsonNodeFactory.instance.objectNode(),
                Vocabulary.member(Loss.class, name).asSubclass(Record.class));
    }

    private static DataFacts facts(float[][] features, float[][] targets, TargetKind kind, String loss) {
        return DataFacts.of(
                new Examples(new FMatrixRMaj(features), new FMatrixRMaj(targets)), kind, loss(loss), targets[0].length);
    }

    private static final float[][] FEATURES = {{1, 10}, {3, 10}, {5, 10}, {7, 10}};

    @Test
    void featuresAreDescribedOneByOneAndTogether() {
        DataFacts facts = facts(FEATURES, new float[][] {{0}, {0}, {0}, {1}}, TargetKind.BINARY, "binary_crossentropy");
        assertThat(facts.examples()).isEqualTo(4);
        assertThat(facts.inputs()).isEqualTo(2);
        assertThat(facts.featureMeans()).containsExactly(4, 10);
        assertThat(facts.featureStds()).containsExactly(Math.sqrt(5), 0);
        assertThat(facts.mean()).isEqualTo(7);
        assertThat(facts.meanSquare()).isEqualTo(60.5);
        assertThat(facts.meanSquares()).containsExactly(50.5, 54.5, 62.5, 74.5);
        assertThat(facts.classShares()).containsExactly(0.75, 0.25);
    }

    @Test
    void theBestConstantOfACrossentropyIsTheEntropyOfTheClasses() {
        double entropy = -0.75 * Math.log(0.75) - 0.25 * Math.log(0.25);
        float[][] targets = {{0}, {0}, {0}, {1}};
        assertThat(facts(FEATURES, targets, TargetKind.BINARY, "binary_crossentropy")
                        .constantLoss())
                .isCloseTo(entropy, within(1e-5));
        float[][] oneHot = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
        DataFacts facts = facts(FEATURES, oneHot, TargetKind.ONE_HOT, "categorical_crossentropy");
        assertThat(facts.constantLoss()).isCloseTo(1.5 * Math.log(2), within(1e-5));
        assertThat(facts.perfectLoss()).isCloseTo(0, within(1e-5));
        assertThat(facts.classShares()).containsExactly(0.5, 0.25, 0.25);
    }

    @Test
    void theBestConstantOfARegressionIsMeanOrMedian() {
        float[][] targets = {{0}, {1}, {2}, {9}};
        assertThat(facts(FEATURES, targets, TargetKind.REAL, "mean_squared_error")
                        .constantLoss())
                .isCloseTo(12.5, within(1e-4));
        assertThat(facts(FEATURES, targets, TargetKind.REAL, "mean_absolute_error")
                        .constantLoss())
                .isCloseTo(2.5, within(1e-4));
        assertThat(facts(FEATURES, targets, TargetKind.REAL, "mean_squared_error")
                        .perfectLoss())
                .isZero();
    }

    /** Nobody gets below the entropy of the smoothed labels. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.1, 0.5})
    void exactAnswersToSmoothedLabelsHaveTheirEntropy(double smoothing) {
        float[][] targets = {{0}, {0}, {0}, {1}};
        float[][] oneHot = {{1, 0, 0}, {0, 1, 0}, {0, 0, 1}, {1, 0, 0}};
        double wrong = smoothing / 2;
        double others = smoothing / 3;
        for (boolean logits : new boolean[] {false, true}) {
            String json = "{'type': '%s', 'from_logits': " + logits + ", 'label_smoothing': " + smoothing + "}";
            assertThat(facts(targets, TargetKind.BINARY, json.formatted("binary_crossentropy"))
                            .perfectLoss())
                    .isCloseTo(entropy(wrong, 1 - wrong), within(1e-5));
            assertThat(facts(oneHot, TargetKind.ONE_HOT, json.formatted("categorical_crossentropy"))
                            .perfectLoss())
                    .isCloseTo(entropy(others, others, 1 - 2 * others), within(1e-5));
        }
    }

    private static double entropy(double... shares) {
        return Arrays.stream(shares)
                .filter(share -> share > 0)
                .map(share -> -share * Math.log(share))
                .sum();
    }

    private static DataFacts facts(float[][] targets, TargetKind kind, String loss) {
        Loss read = SpecReader.read(
                        new JsonMapper()
                                .readTree("{'loss': %s, 'epochs': 1}"
                                        .formatted(loss)
                                        .replace('\'', '"')),
                        TrainingSpec.class)
                .loss();
        return DataFacts.of(
                new Examples(new FMatrixRMaj(FEATURES), new FMatrixRMaj(targets)), kind, read, targets[0].length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "binary_crossentropy", "binary_focal_crossentropy", "mean_squared_error", "mean_absolute_error",
                        "huber",
                "log_cosh", "poisson", "hinge", "squared_hinge", "mean_squared_logarithmic_error"
            })
    void noOtherConstantIsBetter(String name) {
        Random random = new Random(1);
        float[][] features = new float[500][1];
        float[][] targets = new float[500][1];
        for (float[] target : targets) {
            target[0] = random.nextInt(4) == 0 ? 1 : 0;
        }
        DataFacts facts = facts(features, targets, TargetKind.BINARY, name);
        FMatrixRMaj columns = new FMatrixRMaj(1, 500);
        FMatrixRMaj answers = new FMatrixRMaj(1, 500);
        for (int i = 0; i < 500; i++) {
            columns.data[i] = targets[i][0];
        }
        for (double answer = 0; answer <= 1; answer += 0.01) {
            Arrays.fill(answers.data, (float) answer);
            double mean = loss(name).sum(answers, columns) / 500;
            assertThat(facts.constantLoss()).isLessThanOrEqualTo(mean + 1e-6);
        }
        assertThat(facts.perfectLoss()).isLessThan(facts.constantLoss());
    }

    /** One example is enough to find it. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "categorical_crossentropy", "kl_divergence", "cosine_similarity", "categorical_hinge",
                        "binary_crossentropy",
                "binary_focal_crossentropy", "mean_squared_error", "huber", "poisson", "squared_hinge"
            })
    void ofManyClassesEachExampleHasTheSamePerfectLoss(String name) {
        int classes = 40;
        FMatrixRMaj all = CommonOps_FDRM.identity(classes);
        double perfect = new BestConstant(loss(name), all).perfectLoss();
        for (int row = 0; row < classes; row++) {
            FMatrixRMaj one = CommonOps_FDRM.extractRow(all, row, null);
            assertThat(new BestConstant(loss(name), one).perfectLoss()).isCloseTo(perfect, within(1e-6));
        }
    }

    @Test
    void factsOfAThousandClassesAreThereAtOnce() {
        GaussianQuantiles spec = new GaussianQuantiles(1, 20_000, 20, 1000, true, 0);
        Examples examples = spec.generate();
        assertTimeout(
                Duration.ofSeconds(20), // instead of a minute
                () -> DataFacts.of(examples, spec.targetKind(), loss("categorical_crossentropy"), 1000));
    }
}
