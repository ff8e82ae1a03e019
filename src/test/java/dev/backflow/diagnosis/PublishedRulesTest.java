package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.recording.Measurements;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Other tools' rules just short of their published thresholds and just beyond. */
class PublishedRulesTest {

    private static final RunSpec SPEC = Trained.spec("""
            {'dataset': {'type': 'circles', 'samples': 40, 'noise': 0.1},
             'network': {'layers': [{'name': 'a', 'units': 4, 'activation': 'relu'},
                                    {'name': 'b', 'units': 4, 'activation': 'tanh'}, {'name': 'out', 'units': 1}]},
             'training': {'loss': 'binary_crossentropy', 'epochs': 20},
             'recording': {'tensors': ['kernel', 'kernel_update', 'kernel_gradient']}}
            """);

    /** Of an epoch. */
    private static final int STEPS =
            SPEC.training().stepsPerEpoch(SPEC.dataset().generate().size());

    private static List<String> rules(RulePack pack, Measurements measured) {
        Evidence evidence = Trained.evidence(SPEC, SPEC.dataset().generate(), measured, true);
        return pack.diagnose(evidence).items().stream().map(Finding::rule).toList();
    }

    /** Falls by 1 % an epoch, and accuracy rises, so that nothing is said of them. */
    private static WrittenMeasurements learning(int epochs) {
        double[] loss = new double[epochs];
        double[] accuracy = new double[epochs];
        for (int i = 0; i < epochs; i++) {
            loss[i] = 1 - 0.01 * i;
            accuracy[i] = 0.5 + 0.02 * i;
        }
        return new WrittenMeasurements(epochs).metric("loss", loss).metric("accuracy", accuracy);
    }

    /** Weights and gradients that no rule minds. */
    private static WrittenMeasurements sound() {
        WrittenMeasurements measured = learning(2);
        for (String layer : List.of("a", "b", "out")) {
            gradients(measured, layer, 0.1, 0.5, 0);
            measured.with(layer, Tensor.KERNEL, Statistic.STD, 1, 1)
                    .with(layer, Tensor.KERNEL, Statistic.L2, 1, 1)
                    .with(layer, Tensor.KERNEL, Statistic.MEAN_ABS, 1, 1)
                    .with(layer, Tensor.KERNEL_UPDATE, Statistic.L2, Double.NaN, STEPS * 1e-3)
                    .with(layer, Tensor.KERNEL_UPDATE, Statistic.MEAN_ABS, Double.NaN, STEPS * 1e-3);
        }
        return measured.with("a", SlopeMeasure.INACTIVE_UNITS, 0, 0).with("b", SlopeMeasure.INACTIVE_UNITS, 0, 0);
    }

    private static void gradients(WrittenMeasurements measured, String layer, double size, double norm, double zeros) {
        measured.with(layer, Tensor.KERNEL_GRADIENT, Statistic.MEAN_ABS, size, size)
                .with(layer, Tensor.KERNEL_GRADIENT, Statistic.L2, norm, norm)
                .with(layer, Tensor.KERNEL_GRADIENT, Statistic.MIN, -1, -1)
                .with(layer, Tensor.KERNEL_GRADIENT, Statistic.MAX, 1, 1)
                .with(layer, Tensor.KERNEL_GRADIENT, Statistic.ZERO_FRACTION, zeros, zeros);
    }

    @Test
    void nothingIsSaidOfWhatIsWithinAllThresholds() {
        for (RulePack pack : List.of(RulePack.SAGEMAKER_DEBUGGER, RulePack.AUTOTRAINER, RulePack.DL4J)) {
            assertThat(rules(pack, sound())).as(pack.wireName()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"1.01e-7, false", "0.99e-7, true"})
    void sagemakerDebuggerWantsMeanGradientsOf1e7(double size, boolean found) {
        WrittenMeasurements measured = sound();
        gradients(measured, "a", size, 1, 0);
        assertThat(rules(RulePack.SAGEMAKER_DEBUGGER, measured).contains("vanishing_gradient"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "a, 0.5, ",
        "a, 0.51, dead_relu",
        "b, 0.5, ",
        "b, 0.51, saturated_activation",
        "out, 1, ",
    })
    void sagemakerDebuggerLetsHalfOfTheUnitsBeInactive(String layer, double inactive, String found) {
        assertThat(rules(RulePack.SAGEMAKER_DEBUGGER, sound().with(layer, SlopeMeasure.INACTIVE_UNITS, 0, inactive)))
                .isEqualTo(found == null ? List.of() : List.of(found));
    }

    @Test
    void unitsThatWereNotCountedAreNotJudged() {
        double nan = Double.NaN;
        WrittenMeasurements measured = sound();
        for (String layer : List.of("a", "b")) {
            measured.with(layer, SlopeMeasure.INACTIVE_UNITS, nan, nan).with(layer, SlopeMeasure.DEAD_UNITS, 0, 0);
        }
        Evidence evidence = Trained.evidence(SPEC, SPEC.dataset().generate(), measured, true);
        assertThat(RulePack.SAGEMAKER_DEBUGGER.diagnose(evidence).notJudged())
                .extracting(Diagnosis.NotJudged::rule)
                .containsExactly("dead_relu", "saturated_activation");
    }

    @ParameterizedTest
    @CsvSource({"0.00099, true", "0.00101, false"})
    void sagemakerDebuggerWantsGradientsAThousandthApart(double range, boolean found) {
        WrittenMeasurements measured = sound().with("b", Tensor.KERNEL_GRADIENT, Statistic.MIN, -range / 2, -1)
                .with("b", Tensor.KERNEL_GRADIENT, Statistic.MAX, range / 2, 1);
        assertThat(rules(RulePack.SAGEMAKER_DEBUGGER, measured).contains("poor_weight_initialization"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"3.16, false", "3.17, true"})
    void sagemakerDebuggerLetsVariancesOfWeightsDifferTenfold(double std, boolean found) {
        assertThat(rules(RulePack.SAGEMAKER_DEBUGGER, sound().with("b", Tensor.KERNEL, Statistic.STD, std, std))
                        .contains("poor_weight_initialization"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"1.01e-8, false", "0.99e-8, true", "9.9, false", "10.1, true"})
    void sagemakerDebuggerWantsUpdatesBetween1e8And10(double ratio, boolean found) {
        assertThat(rules(
                                RulePack.SAGEMAKER_DEBUGGER,
                                sound().with("a", Tensor.KERNEL_UPDATE, Statistic.L2, Double.NaN, STEPS * ratio))
                        .contains("weight_update_ratio"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"0.9989, false", "0.9991, true"})
    void sagemakerDebuggerWantsTheLossToFallByAThousandthInTenSteps(double tenth, boolean found) {
        double[] loss = new double[11];
        Arrays.fill(loss, 1);
        loss[10] = tenth;
        WrittenMeasurements measured = new WrittenMeasurements(11).metric("loss", loss);
        measured.with("a", Tensor.KERNEL, Statistic.STD, new double[11]);
        assertThat(rules(RulePack.SAGEMAKER_DEBUGGER, measured).contains("loss_not_decreasing"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"0.99e-4, 0.0989, false", "0.99e-4, 0.0991, true", "1.01e-4, 10, false"})
    void autotrainerWantsBothRatioAndNormToBeSmall(double first, double last, boolean found) {
        WrittenMeasurements measured = sound();
        gradients(measured, "a", 0.1, first, 0);
        gradients(measured, "out", 0.1, last, 0);
        assertThat(rules(RulePack.AUTOTRAINER, measured).contains("vanishing_gradient"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"69.9, false", "70.1, true"})
    void autotrainerCallsARatioOf70AnExplosion(double ratio, boolean found) {
        WrittenMeasurements measured = sound();
        gradients(measured, "a", 0.1, ratio, 0);
        gradients(measured, "out", 0.1, 1, 0);
        assertThat(rules(RulePack.AUTOTRAINER, measured).contains("exploding_gradient"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"a, 0.69, false", "a, 0.7, true", "b, 0.9, false"})
    void autotrainerSeesRelusDieByTheirZeroGradients(String layer, double zeros, boolean found) {
        WrittenMeasurements measured = sound();
        gradients(measured, layer, 0.1, 0.5, zeros);
        assertThat(rules(RulePack.AUTOTRAINER, measured).contains("dying_relu")).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"0.029, false", "0.031, true"})
    void autotrainerMindsAccuracyThatSwingsByThreeHundredths(double swing, boolean found) {
        double[] accuracy = {0.5, 0.5 + swing, 0.5, 0.5 + swing, 0.5, 0.5 + swing, 0.9};
        assertThat(rules(RulePack.AUTOTRAINER, swinging(accuracy)).contains("oscillating_loss"))
                .isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({"0.511, false", "0.509, true"})
    void autotrainerWantsAGainOfAHundredth(double next, boolean found) {
        assertThat(rules(RulePack.AUTOTRAINER, swinging(0.5, next)).contains("slow_convergence"))
                .isEqualTo(found);
    }

    private static Measurements swinging(double... accuracy) {
        WrittenMeasurements longer = learning(accuracy.length).metric("accuracy", accuracy);
        for (String layer : List.of("a", "out")) {
            double[] ones = new double[accuracy.length];
            Arrays.fill(ones, 1);
            longer.with(layer, Tensor.KERNEL_GRADIENT, Statistic.L2, ones)
                    .with(layer, Tensor.KERNEL_GRADIENT, Statistic.ZERO_FRACTION, new double[accuracy.length]);
        }
        return longer;
    }

    @ParameterizedTest
    @CsvSource({"1.01e-4, false", "0.99e-4, true", "0.99e-2, false", "1.01e-2, true"})
    void dl4jWantsUpdatesBetween1e4And1e2(double ratio, boolean found) {
        Evidence evidence = Trained.evidence(
                SPEC,
                SPEC.dataset().generate(),
                sound().with("b", Tensor.KERNEL_UPDATE, Statistic.MEAN_ABS, Double.NaN, STEPS * ratio),
                true);
        assertThat(RulePack.DL4J.diagnose(evidence).items())
                .hasSize(found ? 1 : 0)
                .allSatisfy(finding -> {
                    assertThat(finding.measured().value()).isCloseTo(ratio, within(1e-12));
                    assertThat(finding.threshold().value()).isEqualTo(ratio < 1e-3 ? 1e-4 : 1e-2);
                });
    }

    @Test
    void aLossThatIsNoNumberHasNotDecreased() {
        double[] loss = new double[11];
        Arrays.fill(loss, Double.NaN);
        loss[0] = 1;
        WrittenMeasurements measured = new WrittenMeasurements(11).metric("loss", loss);
        measured.with("a", Tensor.KERNEL, Statistic.STD, new double[11]);
        Evidence evidence = Trained.evidence(SPEC, SPEC.dataset().generate(), measured, true);
        assertThat(RulePack.SAGEMAKER_DEBUGGER.diagnose(evidence).items())
                .filteredOn(finding -> finding.rule().equals("loss_not_decreasing"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.measured().value()).isNaN();
                    assertThat(finding.explanation()).contains("to NaN, which is no decrease");
                });
    }
}
