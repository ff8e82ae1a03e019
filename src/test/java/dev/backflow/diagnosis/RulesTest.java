package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.backflow.recording.RecordedEpochs;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunSpec;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule on a run that is ill by construction. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RulesTest {

    private static final String HEALTHY = """
            {'dataset': {'type': 'circles', 'samples': 300, 'factor': 0.5, 'noise': 0.1, 'seed': 1},
             'network': {'layers': [
               {'name': 'hidden', 'repeat': 2, 'units': 16, 'activation': '%s', 'kernel_initializer': 'he_normal'},
               {'units': 1, 'activation': 'sigmoid'}]},
             'training': {'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'epochs': 40, 'validation_split': 0.2,
                          'optimizer': {'type': 'adam', 'learning_rate': 0.01}},
             'recording': {'tensors': ['kernel', 'kernel_update', 'kernel_gradient', 'pre_activation', 'activation',
                                       'pre_activation_gradient']}, 'seed': 3}
            """;

    private final Map<String, Trained> runs = new TreeMap<>();

    @BeforeAll
    void train() {
        IllRuns.byRule().forEach((rule, spec) -> runs.put(rule, Trained.of(spec)));
    }

    Stream<String> rules() {
        return RulePack.BACKFLOW.ruleIds().stream();
    }

    private Finding finding(String rule) {
        assertThat(runs).as("runs that are ill, see IllRuns").containsKey(rule);
        return runs.get(rule).diagnosis().items().stream()
                .filter(finding -> finding.rule().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError(
                        rule + " is not among " + runs.get(rule).rules()));
    }

    @Test
    void whichRulesObjectDoesNotDependOnWhetherAnybodyReadsWhy() {
        assertThat(runs.values())
                .allSatisfy(run -> assertThat(
                                RulePack.BACKFLOW.diagnose(run.evidence().withoutWords()).items().stream()
                                        .map(Finding::rule))
                        .containsExactlyElementsOf(run.rules()));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itIsFound(String rule) {
        Finding finding = finding(rule);
        assertThat(finding.epochs().from()).isBetween(0, finding.epochs().to());
        assertThat(runs.get(rule).evidence().layers()).containsAll(finding.layers());
        assertThat(finding.measured().value()).isFinite();
        assertThat(finding.threshold().source()).isNotBlank();
        assertThat(finding.reference()).isNotBlank();
        assertThat(finding.explanation()).containsPattern("[0-9]").doesNotContain("null", "NaN %");
        assertThat(finding.explanation().split("\\. ")).hasSizeBetween(2, 3);
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itsRemediesArePatchesThatMakeAnotherValidSpec(String rule) {
        Trained run = runs.get(rule);
        List<Remedy> accepted = run.accepted(finding(rule));
        assertThat(accepted.isEmpty()).isEqualTo(rule.equals("uninformative_inputs"));
        assertThat(accepted).allSatisfy(remedy -> {
            assertThat(remedy.title()).isNotBlank();
            assertThat(run.patched(remedy)).isNotEqualTo(run.spec());
        });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void itIsWorkedOutTheSameEachTime(String rule) {
        assertThat(runs.get(rule).diagnosis()).isEqualTo(runs.get(rule).diagnosis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "relu", "elu"})
    void aHealthyRunHasNoFindingAndAllIsJudged(String activation) {
        Diagnosis diagnosis = Trained.of(HEALTHY.formatted(activation)).diagnosis();
        assertThat(diagnosis.items()).isEmpty();
        assertThat(diagnosis.notJudged()).isEmpty();
    }

    @Test
    void theUsualRemediesCure() {
        assertThat(accuracyAfterFirstRemedy("vanishing_gradient")).isGreaterThan(0.95);
        assertThat(accuracyAfterFirstRemedy("unscaled_inputs")).isGreaterThan(0.95);
        assertThat(accuracyAfterFirstRemedy("poor_initialization")).isGreaterThan(0.9);
    }

    private double accuracyAfterFirstRemedy(String rule) {
        Trained run = runs.get(rule);
        return Trained.of(run.patched(finding(rule).remedies().get(0))).accuracy();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsNotRecordedIsNotJudgedAndTheRemedyRecordsIt(RulePack pack) {
        String bare = HEALTHY.formatted("relu").replaceAll("(?s)'tensors': \\[.*?]", "'tensors': []");
        Trained run = Trained.of(bare);
        List<Diagnosis.NotJudged> notJudged = pack.diagnose(run.evidence()).notJudged();
        assertThat(notJudged).isNotEmpty().allSatisfy(missing -> {
            assertThat(missing.reason()).contains("recording.tensors");
            List<Tensor> tensors =
                    run.patched(missing.remedies().get(0)).recording().tensors();
            assertThat(tensors).isNotEmpty();
        });
    }

    /** Precedence goes from a cause to what follows from it, and ends. */
    @ParameterizedTest
    @EnumSource
    void rulesGivePrecedenceToOthersOfTheirPackAndNotInACircle(RulePack pack) {
        Map<String, List<String>> causes = new TreeMap<>();
        pack.rules()
                .forEach(rule -> causes.put(
                        rule.id(), rule.causes().stream().map(Rule.Cause::rule).toList()));
        assertThat(causes.values().stream().flatMap(List::stream))
                .allSatisfy(cause -> assertThat(pack.ruleIds()).contains(cause));
        causes.keySet().forEach(rule -> assertThat(ancestors(rule, causes, 0)).doesNotContain(rule));
    }

    private static Stream<String> ancestors(String rule, Map<String, List<String>> causes, int depth) {
        assertThat(depth).isLessThanOrEqualTo(causes.size());
        return causes.get(rule).stream()
                .flatMap(cause -> Stream.concat(Stream.of(cause), ancestors(cause, causes, depth + 1)));
    }

    /** As of recordings that were made elsewhere: what is not known is not guessed. */
    @ParameterizedTest
    @EnumSource
    void whatIsNotKnownOfARunIsNotJudged(RulePack pack) {
        for (Trained run : runs.values()) {
            Evidence whole = run.evidence();
            for (int known = 0; known < 7; known++) {
                Evidence part = new Evidence(
                        null,
                        (known & 1) == 0 ? null : whole.network(),
                        (known & 2) == 0 ? null : whole.training(),
                        whole.recording(),
                        (known & 4) == 0 ? null : whole.data(),
                        whole.measured(),
                        true);
                Diagnosis diagnosis = pack.diagnose(part);
                List<String> judged = pack.rules().stream()
                        .filter(rule -> rule.needs().missingFrom(part).isEmpty())
                        .map(Rule::id)
                        .toList();
                assertThat(diagnosis.items()).extracting(Finding::rule).allMatch(judged::contains);
                assertThat(diagnosis.notJudged())
                        .extracting(Diagnosis.NotJudged::rule)
                        .containsAll(pack.ruleIds().stream()
                                .filter(rule -> !judged.contains(rule))
                                .toList());
                if (part.spec() == null) {
                    assertThat(diagnosis.items())
                            .allSatisfy(
                                    finding -> assertThat(finding.remedies()).isEmpty());
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatHasNotBegunHasNoFinding(RulePack pack) {
        Trained run = runs.get("vanishing_gradient");
        Evidence queued =
                Trained.evidence(run.spec(), run.spec().dataset().generate(), new RecordedEpochs(List.of()), false);
        assertThat(pack.diagnose(queued).items()).isEmpty();
    }

    /** Forks may end where they begin. */
    @ParameterizedTest
    @EnumSource
    void runsOfAFewRecordedEpochsCanBeJudged(RulePack pack) {
        for (Trained run : runs.values()) {
            var epochs = ((RecordedEpochs) run.evidence().measured()).records();
            for (int size = 1; size < 6; size++) {
                int last = epochs.size();
                for (int from : List.of(0, last - size)) {
                    Evidence few = Trained.evidence(
                            run.spec(),
                            run.spec().dataset().generate(),
                            new RecordedEpochs(epochs.subList(Math.max(0, from), Math.min(last, from + size))),
                            true);
                    assertThat(pack.diagnose(few).items())
                            .allSatisfy(finding -> assertThat(finding.epochs().from())
                                    .isLessThanOrEqualTo(finding.epochs().to()));
                }
            }
        }
    }

    @Test
    void aRunIsDiagnosedWhileItTrains() {
        Trained run = runs.get("vanishing_gradient");
        var epochs = ((RecordedEpochs) run.evidence().measured()).records();
        Evidence running = Trained.evidence(
                run.spec(), run.spec().dataset().generate(), new RecordedEpochs(epochs.subList(0, 12)), false);
        assertThat(RulePack.BACKFLOW.diagnose(running).items())
                .extracting(Finding::rule)
                .contains("vanishing_gradient");
    }

    @Test
    void anUntrainedNetworkIsJudgedByItsGains() {
        String untrained = IllRuns.byRule().get("vanishing_gradient").replace("'epochs': 40", "'epochs': 0");
        assertThat(Trained.of(untrained).rules())
                .containsExactlyInAnyOrder("vanishing_gradient", "poor_initialization");
        assertThat(Trained.of(HEALTHY.formatted("relu").replace("'epochs': 40", "'epochs': 0"))
                        .rules())
                .isEmpty();
    }

    /** Circles 500, 8 × 16 sigmoid units: nothing of it is trained in three epochs. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 8})
    void whatIsKnownOfAnUntrainedNetworkIsKnownAfterAFewEpochsAlike(int epochs) {
        Trained run = Trained.of("""
                {'dataset': {'type': 'circles', 'samples': 500, 'factor': 0.5, 'noise': 0.1, 'seed': 101},
                 'network': {'layers': [
                   {'name': 'hidden', 'repeat': 8, 'units': 16, 'activation': 'sigmoid'},
                   {'units': 1, 'activation': 'sigmoid'}]},
                 'training': {'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'epochs': %d}, 'seed': 1}
                """.formatted(epochs));
        assertThat(run.rules()).contains("vanishing_gradient");
    }

    /** It learns all of it in a hundred epochs of adam. */
    @Test
    void anUntrainedNetworkThatAdamTrainsIsNotAccused() {
        Trained run = Trained.of("""
                {'dataset': {'type': 'xor', 'samples': 500, 'noise': 0.1, 'seed': 105},
                 'network': {'layers': [
                   {'name': 'hidden', 'repeat': 4, 'units': 128, 'activation': 'sigmoid',
                    'kernel_initializer': {'type': 'orthogonal', 'gain': 1.4}},
                   {'units': 1, 'activation': 'sigmoid'}]},
                 'training': {'loss': 'binary_crossentropy', 'metrics': ['accuracy'], 'epochs': 0,
                              'optimizer': {'type': 'adam', 'learning_rate': 0.001}}, 'seed': 1}
                """);
        assertThat(run.rules()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void consequencesComeAfterTheirCauses(String rule) {
        List<Finding> items = runs.get(rule).diagnosis().items();
        assertThat(items.get(0).explainedBy()).isEmpty();
        List<String> told = items.stream().map(Finding::rule).toList();
        for (Finding finding : items) {
            assertThat(told).containsAll(finding.explainedBy());
        }
        assertThat(items.stream().dropWhile(finding -> finding.explainedBy().isEmpty()))
                .noneMatch(finding -> finding.explainedBy().isEmpty());
    }

    /** Numbers that a student can read. */
    @ParameterizedTest
    @MethodSource("rules")
    void noShareIsFarBeyondTheWhole(String rule) {
        assertThat(runs.get(rule).diagnosis().items())
                .allSatisfy(finding -> assertThat(finding.explanation())
                        .doesNotContainPattern("-[0-9.]+ %")
                        .doesNotContainPattern("(?<![.0-9])[0-9]{4,} %|e[0-9]+ %"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "uninformative_inputs",
                "batch_of_one",
                "unsettled_averages",
                "schedule_ends_training",
                "linear_network",
                "hidden_softmax",
                "held_out_rows",
                "wrong_output_activation"
            })
    void whatIsCertainIsSaidBeforeTraining(String rule) {
        Trained run = runs.get(rule);
        Evidence queued =
                Trained.evidence(run.spec(), run.spec().dataset().generate(), new RecordedEpochs(List.of()), false);
        assertThat(RulePack.BACKFLOW.foresee(queued)).extracting(Finding::rule).contains(rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tanh", "relu", "elu"})
    void nothingIsForeseenOfAHealthyRun(String activation) {
        RunSpec spec = Trained.spec(HEALTHY.formatted(activation));
        Evidence queued = Trained.evidence(spec, spec.dataset().generate(), new RecordedEpochs(List.of()), false);
        assertThat(RulePack.BACKFLOW.foresee(queued)).isEmpty();
    }

    @Test
    void penaltiesInTheLossAreNotTakenForAFailure() {
        String penalized = HEALTHY.formatted("relu")
                .replace("'units': 16,", "'units': 16, 'kernel_regularizer': {'type': 'l2', 'l2': 0.02},");
        assertThat(Trained.of(penalized).rules()).isEmpty();
        Diagnosis blind =
                Trained.of(penalized.replace("'metrics': ['accuracy'],", "")).diagnosis();
        assertThat(blind.items()).isEmpty();
        assertThat(blind.notJudged())
                .extracting(Diagnosis.NotJudged::rule)
                .contains("no_learning", "vanishing_gradient");
    }

    @ParameterizedTest
    @CsvSource({
        "binary_crossentropy, tanh, numbers from -1 to 1, -1, 0",
        "binary_crossentropy, linear, gives numbers of any size., -10000, 0",
        "binary_crossentropy, relu, numbers from 0 upwards, 10000, 1",
        "poisson, sigmoid, '', 0, 0",
        "mse, sigmoid, '', 0, 0",
        "mse, tanh, '', 0, 0",
        "binary_crossentropy, sigmoid, '', 0, 0",
        "'{''type'': ''binary_crossentropy'', ''from_logits'': true}', linear, '', 0, 0",
        "'{''type'': ''binary_crossentropy'', ''from_logits'': true}', sigmoid, 0 to 1 only, 0.731, 1",
        "'{''type'': ''binary_crossentropy'', ''from_logits'': true}', relu, numbers from 0 upwards only, 0.5, 0",
        "'{''type'': ''binary_crossentropy'', ''from_logits'': true}', tanh, numbers from -1 to 1 only, 0.731, 1",
        "'{''type'': ''binary_crossentropy'', ''from_logits'': true}', leaky_relu, '', 0, 0"
    })
    void anOutputThatTheLossCannotTakeIsToldByItsNumbers(
            String loss, String activation, String told, double measured, double threshold) {
        Trained run = Trained.of(HEALTHY.formatted("tanh")
                .replace("'activation': 'sigmoid'", "'activation': '" + activation + "'")
                .replace("'binary_crossentropy'", loss.startsWith("{") ? loss : "'" + loss + "'")
                .replace("'epochs': 40", "'epochs': 1"));
        List<Finding> found = run.diagnosis().items().stream()
                .filter(finding -> finding.rule().equals("wrong_output_activation"))
                .toList();
        assertThat(found).hasSize(told.isEmpty() ? 0 : 1).allSatisfy(finding -> {
            assertThat(finding.explanation()).contains(told);
            assertThat(finding.measured().value()).isCloseTo(measured, within(1e-3));
            assertThat(finding.threshold().value()).isEqualTo(threshold);
        });
    }

    @Test
    void aTargetThatNoOutputReachesIsNamed() {
        Trained run = Trained.of(HEALTHY.formatted("tanh")
                .replaceAll("'dataset': \\{.*}", "'dataset': {'type': 'regression_plane', 'samples': 100, 'seed': 1}")
                .replace("'activation': 'sigmoid'", "'activation': 'relu'")
                .replace("'loss': 'binary_crossentropy', 'metrics': ['accuracy']", "'loss': 'mse', 'metrics': []")
                .replace("'epochs': 40", "'epochs': 1"));
        Finding finding = run.diagnosis().items().get(0);
        assertThat(finding.rule()).isEqualTo("wrong_output_activation");
        assertThat(finding.measured().value())
                .isEqualTo(run.evidence().data().targetMin())
                .isNegative();
        assertThat(finding.threshold().value()).isZero();
    }

    @Test
    void aRunThatEarlyStoppingEndedIsJudgedByTheEpochsItHad() {
        String stopped = IllRuns.byRule()
                .get("vanishing_gradient")
                .replace(
                        "'epochs': 40",
                        "'epochs': 400, 'validation_split': 0.3,"
                                + " 'early_stopping': {'monitor': 'val_loss', 'patience': 5}");
        Trained run = Trained.of(stopped);
        assertThat(run.evidence().curve().lastEpoch()).isBetween(5, 60);
        assertThat(run.rules()).contains("vanishing_gradient", "no_learning");
    }

    /** A fork begins with what another run has learned. */
    @ParameterizedTest
    @ValueSource(ints = {10, 20, 35})
    void aForkIsJudgedByItsOwnEpochs(int from) {
        Trained run = Trained.of(HEALTHY.formatted("tanh"));
        var epochs = ((RecordedEpochs) run.evidence().measured()).records();
        for (int to : List.of(from + 1, from + 3, epochs.size())) {
            if (to <= epochs.size()) {
                Evidence fork = Trained.evidence(
                        run.spec(),
                        run.spec().dataset().generate(),
                        new RecordedEpochs(epochs.subList(from, to)),
                        to == epochs.size());
                assertThat(RulePack.BACKFLOW.diagnose(fork).items()).isEmpty();
            }
        }
        Trained ill = runs.get("poor_initialization");
        var rest = ((RecordedEpochs) ill.evidence().measured()).records();
        Evidence illFork = Trained.evidence(
                ill.spec(), ill.spec().dataset().generate(), new RecordedEpochs(rest.subList(5, rest.size())), true);
        Diagnosis diagnosis = RulePack.BACKFLOW.diagnose(illFork);
        assertThat(diagnosis.items())
                .extracting(Finding::rule)
                .contains("no_learning")
                .doesNotContain("poor_initialization");
        assertThat(diagnosis.notJudged()).extracting(Diagnosis.NotJudged::rule).contains("poor_initialization");
        assertThat(diagnosis.items())
                .allSatisfy(finding -> assertThat(finding.epochs().from()).isGreaterThanOrEqualTo(5));
    }

    @Test
    void anOverflowIsFoundWhereItBegins() {
        Trained run = runs.get("numeric_overflow");
        Map<String, double[]> lost = run.evidence().measured().statistic(Tensor.ACTIVATION, Statistic.NON_FINITE);
        String first = run.evidence().layers().stream()
                .filter(layer -> lost.get(layer)[0] > 0)
                .findFirst()
                .orElseThrow();
        assertThat(first).isNotEqualTo(run.evidence().layers().get(0));
        assertThat(finding("numeric_overflow").layers()).containsExactly(first);
        assertThat(finding("numeric_overflow").measured().value()).isEqualTo(lost.get(first)[0]);
    }

    @Test
    void targetsThatAreAllAlikeAreNotJudged() {
        String alike = HEALTHY.formatted("tanh")
                .replaceAll(
                        "'dataset': \\{.*}",
                        "'dataset': {'type': 'inline', 'features': [[1, 2], [3, 4], [5, 7],"
                                + " [1, 0], [2, 2]], 'targets': [[1], [1], [1], [1], [1]]}")
                .replace("'loss': 'binary_crossentropy', 'metrics': ['accuracy']", "'loss': 'mse', 'metrics': []");
        Diagnosis diagnosis = Trained.of(alike).diagnosis();
        assertThat(diagnosis.items()).isEmpty();
        assertThat(diagnosis.notJudged())
                .filteredOn(rule -> rule.rule().equals("no_learning"))
                .singleElement()
                .satisfies(rule -> assertThat(rule.reason()).contains("nothing to learn"));
    }

    @Test
    void aLearningRateThatWarmsUpIsKnownByItsHighest() {
        String warmed = IllRuns.byRule()
                .get("learning_rate_too_large")
                .replace(
                        "'learning_rate': 10",
                        "'learning_rate': {'type': 'cosine_decay', 'initial_learning_rate': 0.0,"
                                + " 'decay_steps': 100, 'warmup_target': 10.0, 'warmup_steps': 20}");
        Trained run = Trained.of(warmed);
        Finding finding = run.diagnosis().items().stream()
                .filter(item -> item.rule().equals("learning_rate_too_large"))
                .findFirst()
                .orElseThrow();
        assertThat(finding.explanation()).contains("learning rate of 10 ");
        assertThat(finding.remedies())
                .allSatisfy(remedy -> assertThat(run.patched(remedy)).isNotEqualTo(run.spec()));
    }

    /** Its output is so far in the wrong that crossentropy, cut off at 1e-7, has no slope any more. */
    @Test
    void aNetworkThatHasComeToRestIsNotToldToGoFaster() {
        Grid.Setting stuck = Grid.draw(540, 1).stream()
                .filter(setting -> setting.activation().equals("leaky_relu")
                        && setting.initializer().contains("1.0")
                        && setting.depth() == 4
                        && setting.width() == 16)
                .findFirst()
                .orElseThrow();
        Trained run = Trained.of(stuck.json());
        assertThat(run.evidence().curve().last()).isLessThan(-1);
        assertThat(run.rules()).contains("poor_initialization").doesNotContain("learning_rate_too_small");
    }

    /** Loss and accuracy rise by as much in each epoch, up to where they end. */
    @ParameterizedTest
    @CsvSource({
        "0.4, 0.01, 0.7, true",
        "0.4, 0.0002, 0.7, false",
        "0.4, 0.002, 0.7, false",
        "0.9, 0.01, 0.7, true",
        "0.4, 0.01, 0.8, false",
        "0.5, 0.01, , true",
        "0.7, 0.01, , false",
        "0.4, -0.01, 0.7, false"
    })
    void convergenceIsSlowWhereTheEndStillRisesAndIsFar(double end, double rise, Double accuracy, boolean found) {
        Trained run = runs.get("slow_convergence");
        double constant = run.evidence().data().constantLoss();
        double perfect = run.evidence().data().perfectLoss();
        double chance = run.chance();
        int last = run.spec().training().epochs();
        double[] loss = new double[last + 1];
        double[] accuracies = new double[last + 1];
        for (int i = 0; i <= last; i++) {
            loss[i] = constant - (constant - perfect) * (end - rise * (last - i));
            accuracies[i] = accuracy == null ? 0 : chance + (1 - chance) * (accuracy - rise * (last - i));
        }
        WrittenMeasurements measured = new WrittenMeasurements(last + 1).metric("loss", loss);
        Evidence evidence = Trained.evidence(
                run.spec(),
                run.spec().dataset().generate(),
                accuracy == null ? measured : measured.metric("accuracy", accuracies),
                true);
        assertThat(new SlowConvergence().judge(evidence).isPresent()).isEqualTo(found);
    }

    /** They are what calibration found and the API answers; whoever changes one has to calibrate again. */
    @ParameterizedTest
    @CsvSource({
        "numeric_overflow, above, 0",
        "wrong_output_activation, below, 0",
        "dead_units, above, 0.9",
        "vanishing_gradient, below, 0.1",
        "exploding_gradient, above, 100",
        "saturated_activations, above, 0.5",
        "saturated_output, below, 0.01",
        "unscaled_inputs, above, 10",
        "learning_rate_too_large, below, -1",
        "learning_rate_too_small, below, 0.4",
        "uninformative_inputs, below, 0.02",
        "batch_of_one, below, 2",
        "unsettled_averages, above, 0.05",
        "schedule_ends_training, above, 0.5",
        "unscaled_targets, above, 10",
        "linear_network, above, 0.1",
        "hidden_softmax, above, 0",
        "excessive_regularization, below, 0.1",
        "excessive_dropout, above, 0.6",
        "dead_output, above, 0",
        "unrelated_labels, below, 0.02",
        "collapse, below, 0.05",
        "plateau, above, 0.2",
        "too_short, below, 160",
        "no_learning, below, 0.02",
        "slow_convergence, below, 0.75",
        "oscillating_loss, above, 0.1",
        "overfitting, above, 0.1",
        "class_imbalance, below, 0.1"
    })
    void whatIsMeasuredLiesBeyondTheThreshold(String rule, String side, double threshold) {
        assertThat(finding(rule).threshold().value()).isEqualTo(threshold);
        assertThat(finding(rule).measured().value())
                .satisfies(value -> assertThat(value < threshold).isEqualTo(side.equals("below")))
                .isNotEqualTo(threshold);
    }
}
