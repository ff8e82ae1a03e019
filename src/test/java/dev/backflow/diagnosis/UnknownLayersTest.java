package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not known of a layer is said to be not judged: never guessed, never an exception, never passed over. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class UnknownLayersTest {

    private static final String RUN = """
            {'dataset': {'type': 'circles', 'samples': 100, 'seed': 1},
             'network': {'layers': [%s, {'units': 1, 'activation': 'sigmoid'}]},
             'training': {'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'epochs': 12},
             'recording': {'tensors': ['kernel', 'kernel_update', 'kernel_gradient', 'pre_activation', 'activation',
                                       'pre_activation_gradient']}, 'seed': 3}
            """;

    /** Residuals that only just let something past dead layers, and layers of all kinds between them. */
    private static final String MIXED =
            RUN.formatted("{'units': 6, 'activation': 'relu'}, {'type': 'dropout', 'rate': 0.2},"
                    + " {'units': 6, 'activation': 'relu', 'residual': true,"
                    + " 'bias_initializer': {'type': 'constant', 'value': -20}}, {'type': 'batch_normalization'},"
                    + " {'units': 6, 'activation': 'tanh', 'normalization': 'layer_normalization'},"
                    + " {'type': 'layer_normalization'}, {'units': 6, 'activation': 'relu',"
                    + " 'bias_initializer': {'type': 'constant', 'value': -20}}");

    private final Map<String, Trained> runs = new TreeMap<>();

    @BeforeAll
    void train() {
        IllRuns.byRule()
                .forEach((rule, spec) -> runs.put(
                        rule,
                        Trained.of(spec.replace(
                                "'kernel', 'kernel_update', ", "'kernel', 'kernel_update', 'kernel_gradient', "))));
        runs.put("mixed", Trained.of(MIXED));
    }

    private static Evidence without(Evidence whole, Predicate<LayerSpec> unknown) {
        return with(whole, layer -> unknown.test(layer) ? Optional.empty() : layer.parts());
    }

    private static Evidence with(Evidence whole, Function<LayerSpec, Optional<LayerParts>> parts) {
        return new Evidence(
                whole.spec(),
                whole.network(),
                whole.training(),
                whole.recording(),
                whole.data(),
                whole.measured(),
                whole.ended(),
                parts,
                whole.recalls(),
                whole.inWords());
    }

    /** The same with each hidden layer unknown, and with all of them. */
    private static Stream<Evidence> lessKnown(Evidence whole) {
        List<LayerSpec> layers = whole.network().expanded();
        Stream<Evidence> one =
                IntStream.range(0, layers.size() - 1).mapToObj(i -> without(whole, layers.get(i)::equals));
        return Stream.concat(one, Stream.of(without(whole, layer -> !layer.equals(layers.get(layers.size() - 1)))));
    }

    private static Optional<Finding> judged(Rule rule, Evidence evidence) {
        return rule.needs().missingFrom(evidence).isPresent()
                        || rule.objection(evidence).isPresent()
                ? Optional.empty()
                : rule.judge(evidence);
    }

    @ParameterizedTest
    @EnumSource
    void aRuleSaysTheSameOfLayersThatItDoesNotKnowOrThatItDoesNotJudgeThem(RulePack pack) {
        runs.forEach((name, run) -> lessKnown(run.evidence()).forEach(less -> {
            List<String> notJudged = pack.diagnose(less).notJudged().stream()
                    .map(Diagnosis.NotJudged::rule)
                    .toList();
            for (Rule rule : pack.rules()) {
                Optional<Finding> known = judged(rule, run.evidence());
                Optional<Finding> unknown = judged(rule, less);
                String what = rule.id() + " of " + name;
                if (!notJudged.contains(rule.id())) {
                    assertThat(unknown.map(UnknownLayersTest::seen))
                            .as(what)
                            .isEqualTo(known.map(UnknownLayersTest::seen));
                }
                assertThat(known.isPresent() || unknown.isEmpty())
                        .as(what + " is not guessed")
                        .isTrue();
            }
        }));
    }

    private static List<Object> seen(Finding finding) {
        return List.of(finding.severity(), finding.layers(), finding.epochs(), finding.measured());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dead_units", "saturated_activations", "poor_initialization"})
    void theLayersThatAreLeftOutAreNamed(String rule) {
        Evidence whole = runs.get("mixed").evidence();
        Evidence less = without(whole, layer -> List.of("layer_2", "layer_3").contains(layer.name()));
        assertThat(RulePack.BACKFLOW.diagnose(less).notJudged())
                .filteredOn(left -> left.rule().equals(rule))
                .hasSize(1)
                .allSatisfy(left -> assertThat(left.reason())
                        .startsWith("It does not know enough of layer_2, layer_3 and leaves them out."));
    }

    @Test
    void otherLayersAreJudgedAllTheSame() {
        Evidence less = without(runs.get("dead_units").evidence(), layer -> "hidden_1".equals(layer.name()));
        Diagnosis diagnosis = RulePack.BACKFLOW.diagnose(less);
        assertThat(diagnosis.items())
                .filteredOn(finding -> finding.rule().equals("dead_units"))
                .hasSize(1)
                .allSatisfy(finding -> assertThat(finding.layers()).containsExactly("hidden_2"));
        assertThat(diagnosis.notJudged()).extracting(Diagnosis.NotJudged::rule).contains("dead_units");
    }

    /** As of an activation function as a layer of its own. */
    @Test
    void activationsWithoutAKernelAreNotPassedOver() {
        Evidence bare = with(
                runs.get("dead_units").evidence(),
                layer -> layer.parts()
                        .map(parts -> new LayerParts(
                                layer.name().equals("hidden_1") ? Optional.empty() : parts.kernel(),
                                parts.normalization(),
                                parts.activation(),
                                parts.dropout(),
                                parts.residual())));
        assertThat(RulePack.BACKFLOW.diagnose(bare).notJudged())
                .extracting(Diagnosis.NotJudged::rule)
                .contains("dead_units", "saturated_activations", "poor_initialization");
    }

    @Test
    void functionsOfSeveralUnitsHaveNoSlopeToJudge() {
        Trained run = Trained.of(RUN.formatted("{'units': 4, 'activation': 'softmax'}, {'units': 4}"));
        assertThat(run.diagnosis().notJudged())
                .extracting(Diagnosis.NotJudged::rule)
                .contains("dead_units")
                .doesNotContain("saturated_activations");
    }

    static Stream<String> signals() {
        return Stream.of("mixed", "vanishing_gradient");
    }

    private static boolean behind(int unknown, int at, double gain) {
        return at > unknown && Double.isNaN(gain);
    }

    /** Theory has no number for a layer that it does not know, and behind it none that it had not anyway. */
    @ParameterizedTest
    @MethodSource("signals")
    void theoryExpectsNothingOfALayerThatItDoesNotKnow(String name) {
        Evidence whole = runs.get(name).evidence();
        List<LayerSpec> layers = whole.network().expanded();
        MeanField known = MeanField.of(whole.network(), whole.data(), 8);
        for (int unknown = 0; unknown < layers.size() - 1; unknown++) {
            int unknownAt = unknown;
            LayerSpec left = layers.get(unknown);
            MeanField less = MeanField.of(
                    whole.network(), whole.data(), 8, layer -> layer.equals(left) ? Optional.empty() : layer.parts());
            for (int i = 0; i < layers.size(); i++) {
                int at = i;
                String layer = layers.get(i).name();
                if (i > 0) {
                    Double expected =
                            i == unknown ? Double.NaN : known.forwardGain().get(layer);
                    assertThat(less.forwardGain().get(layer))
                            .matches(gain -> gain.equals(expected) || behind(unknownAt, at, gain));
                }
                if (i == unknown || i == unknown - 1) {
                    assertThat(less.backwardGain().get(layer)).isNaN();
                }
            }
        }
    }
}
