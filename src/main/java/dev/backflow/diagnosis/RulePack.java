package dev.backflow.diagnosis;

import dev.backflow.diagnosis.Diagnosis.NotJudged;
import dev.backflow.spec.WireNames;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Rules that belong together: our own, and those of other tools, to see what they would have said of the same run. */
public enum RulePack {
    /** Backflow's own, calibrated so that a healthy run has no finding. */
    BACKFLOW(
            new UninformativeInputs(),
            new WrongOutputActivation(),
            new BatchOfOne(),
            new UnsettledAverages(),
            new ScheduleEndsTraining(),
            new UnscaledTargets(),
            new UnscaledInputs(),
            new LinearNetwork(),
            new HiddenSoftmax(),
            new ExcessiveRegularization(),
            new ExcessiveDropout(),
            new NumericOverflow(),
            new DeadOutput(),
            new DeadUnits(),
            new VanishingGradient(),
            new ExplodingGradient(),
            new SaturatedActivations(),
            new SaturatedOutput(),
            new PoorInitialization(),
            new LearningRateTooLarge(),
            new LearningRateTooSmall(),
            new HeldOutRows(),
            new UnrelatedLabels(),
            new ClassImbalance(),
            new OscillatingLoss(),
            new Overfitting(),
            new Collapse(),
            new NoLearning(),
            new Plateau(),
            new SlowConvergence(),
            new TooShort()),
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

    List<Rule> rules() {
        return rules;
    }

    /** The ids of its rules. */
    public List<String> ruleIds() {
        return rules.stream().map(Rule::id).toList();
    }

    /** Findings so far, the worst first; the same evidence always gives the same. */
    public Diagnosis diagnose(Evidence evidence) {
        List<NotJudged> notJudged = new ArrayList<>();
        Map<Rule, Finding> seen = new LinkedHashMap<>();
        for (Rule rule : rules) {
            rule.needs()
                    .missingFrom(evidence)
                    .map(missing -> new NotJudged(rule.id(), missing.reason(), missing.remedies()))
                    .ifPresentOrElse(notJudged::add, () -> judge(rule, evidence, seen, notJudged));
        }
        List<Finding> findings = completed(new Precedence(seen, evidence), evidence);
        return new Diagnosis(evidence.recording().sampleName(), findings, List.copyOf(notJudged));
    }

    private static void judge(Rule rule, Evidence evidence, Map<Rule, Finding> seen, List<NotJudged> notJudged) {
        if (evidence.hasBegun()) {
            Optional<String> objection = rule.objection(evidence);
            objection
                    .or(() -> rule.reservation(evidence))
                    .ifPresent(reason -> notJudged.add(new NotJudged(rule.id(), reason, List.of())));
            if (objection.isEmpty()) {
                rule.judge(evidence).ifPresent(finding -> seen.put(rule, finding));
            }
        }
    }

    private static List<Finding> completed(Precedence precedence, Evidence evidence) {
        if (evidence.spec() == null) {
            return precedence.ordered();
        }
        Optional<Remedy> longer = precedence.seen().values().stream()
                .filter(finding -> finding.severity() == Finding.Severity.NOTE)
                .flatMap(finding -> finding.remedies().stream().limit(1))
                .findFirst();
        return new FirstRemedy(evidence.spec(), precedence.untreated(), longer).complete(precedence.ordered());
    }

    /** What is certain before anything is trained, the worst first. */
    public List<Finding> foresee(Evidence evidence) {
        Map<Rule, Finding> seen = new LinkedHashMap<>();
        for (Rule rule : rules) {
            if (rule.needs().facts().stream().allMatch(evidence::knows)) {
                rule.foresee(evidence).ifPresent(finding -> seen.put(rule, finding));
            }
        }
        return new Precedence(seen, evidence).ordered();
    }

    public String wireName() {
        return WireNames.of(this);
    }
}
