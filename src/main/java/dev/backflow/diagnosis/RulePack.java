package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Diagnosis.NotJudged;
import dev.backflow.recording.Tensor;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** Rules that belong together: our own, and those of other tools, to see what they would have said of the same run. */
public enum RulePack {
    /** Backflow's own, calibrated so that a healthy run has no finding. */
    BACKFLOW(
            new WrongOutputActivation(),
            new UnscaledInputs(),
            new NumericOverflow(),
            new DeadUnits(),
            new VanishingGradient(),
            new ExplodingGradient(),
            new SaturatedActivations(),
            new SaturatedOutput(),
            new PoorInitialization(),
            new LearningRateTooLarge(),
            new LearningRateTooSmall(),
            new NoLearning(),
            new SlowConvergence(),
            new OscillatingLoss(),
            new Overfitting(),
            new ClassImbalance()),
    /** Amazon SageMaker Debugger's built-in rules with their default thresholds. */
    SAGEMAKER_DEBUGGER(SagemakerDebugger.rules()),
    /** The five symptoms of AutoTrainer (ICSE 2021) with the paper's thresholds. */
    AUTOTRAINER(AutoTrainer.rules()),
    /** Deeplearning4j's update:parameter ratio. */
    DL4J(Dl4j.rules());

    private final List<Rule> rules;

    RulePack(Rule... rules) {
        this(List.of(rules));
    }

    RulePack(List<Rule> rules) {
        this.rules = rules;
    }

    /** The ids of its rules. */
    public List<String> ruleIds() {
        return rules.stream().map(Rule::id).toList();
    }

    /** Findings so far, the worst first; the same evidence always gives the same. */
    public Diagnosis diagnose(Evidence evidence) {
        List<Finding> findings = new ArrayList<>();
        List<NotJudged> notJudged = new ArrayList<>();
        boolean begun = evidence.measured().epochs().length > 0;
        for (Rule rule : rules) {
            List<Tensor> missing = rule.needs().stream()
                    .filter(tensor -> !evidence.recording().tensors().contains(tensor))
                    .toList();
            if (!missing.isEmpty()) {
                notJudged.add(notRecorded(rule, missing, evidence));
            } else if (begun) {
                rule.objection(evidence)
                        .ifPresentOrElse(
                                reason -> notJudged.add(new NotJudged(rule.id(), reason, List.of())),
                                () -> rule.judge(evidence).ifPresent(findings::add));
            }
        }
        findings.sort(Comparator.comparing(Finding::severity).reversed());
        return new Diagnosis(evidence.recording().sampleName(), List.copyOf(findings), List.copyOf(notJudged));
    }

    private static NotJudged notRecorded(Rule rule, List<Tensor> missing, Evidence evidence) {
        String names = missing.stream().map(Tensor::wireName).collect(Collectors.joining(", "));
        return new NotJudged(
                rule.id(),
                "The run does not record " + names + ". Add it to recording.tensors.",
                List.of(new Remedies(evidence).recording(missing)));
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
