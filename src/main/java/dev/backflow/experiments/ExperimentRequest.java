package dev.backflow.experiments;

import dev.backflow.runs.Priority;
import dev.backflow.runs.RunRequest;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import dev.backflow.spec.GivenName;
import dev.backflow.spec.WireNames;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What is posted to start an experiment: every combination of the axes' values is a cell, and every cell is trained with
 * every seed. Cells of one seed are a pair: they have the same data, the same order of examples and the same underlying
 * draws of weights, so that a difference between them is one between the networks.
 *
 * @param name for people; left out, a summary
 * @param labels of the experiment and of all its runs
 * @param priority of its runs among all that wait
 * @param base the spec that is varied
 * @param axes what is varied; none repeats the base over the seeds
 * @param seeds how often
 * @param varyWithSeed what is random; what is left out is the same with all seeds, as the base says
 * @param question what is asked of every run
 * @param claim what is to be held against the outcomes, such as what a paper says; left out, nothing
 */
public record ExperimentRequest(
        @Default("null") String name,
        @Default("{}") Map<String, String> labels,
        @Default("low") Priority priority,
        RunSpec base,
        @Default("[]") List<Axis> axes,
        @Default("{}") Seeds seeds,

        @Default("[\"weights\", \"batches\", \"data\"]") List<Varied> varyWithSeed,

        @Default("{}") Question question,
        @Default("null") @Nullable Claim claim) {

    private static final int MOST_AXES = 8;

    public ExperimentRequest(
            @Nullable String name,
            Map<String, String> labels,
            Priority priority,
            RunSpec base,
            List<Axis> axes,
            Seeds seeds,
            List<Varied> varyWithSeed,
            Question question,
            @Nullable Claim claim) {
        Check.within("base", base::checkLayerNames);
        Check.require(axes.size() <= MOST_AXES, "axes", axes.size(), "must be at most " + MOST_AXES);
        for (int i = 0; i < axes.size(); i++) {
            String called = axes.get(i).called();
            boolean another =
                    axes.subList(0, i).stream().noneMatch(axis -> axis.called().equals(called));
            Check.require(
                    another, "axes/" + i + "/name", called, "must be another: two axes are called so; give them names");
        }
        for (int i = 0; i < axes.size(); i++) {
            boolean drawn = varyWithSeed.contains(Varied.DATA) && axes.get(i).sets("/dataset/seed")
                    || varyWithSeed.contains(Varied.BATCHES) && axes.get(i).sets("/shuffle_seed");
            Check.require(!drawn, "axes/" + i, axes.get(i).called(), "must not be what vary_with_seed draws anew");
        }
        Check.require(!varyWithSeed.isEmpty(), "vary_with_seed", "[]", "must name something, or seeds change nothing");
        this.name = name == null ? summary(base, axes, seeds) : GivenName.of("name", name);
        this.labels = RunRequest.checked(labels);
        this.priority = priority;
        this.base = base;
        this.axes = List.copyOf(axes);
        this.seeds = seeds;
        this.varyWithSeed = varyWithSeed.stream().distinct().sorted().toList();
        this.question = question.metric() == null ? question.of(metrics(base).get(0)) : question;
        String asked = Objects.requireNonNull(this.question.metric());
        Check.require(
                base.outline().metrics().contains(asked),
                "question/metric",
                asked,
                "must be one of " + String.join(", ", base.outline().metrics()));
        this.claim = claim;
        requireAnswerable(claim, question);
    }

    private static void requireAnswerable(@Nullable Claim claim, Question question) {
        if (claim != null && question.learnedFrom() == null) {
            for (int i = 0; i < claim.conditions().size(); i++) {
                Claim.Measure measure = claim.conditions().get(i).measure();
                Check.require(
                        measure != Claim.Measure.LEARNED,
                        "claim/conditions/" + i + "/measure",
                        "learned",
                        "must be another as long as question.learned_from is not given");
            }
        }
    }

    /** The same over more or fewer seeds. */
    public ExperimentRequest over(int count) {
        Seeds others = new Seeds(seeds.first(), count);
        return new ExperimentRequest(name, labels, priority, base, axes, others, varyWithSeed, question, claim);
    }

    /** Those of the spec, or else the loss. */
    private static List<String> metrics(RunSpec spec) {
        return Stream.concat(
                        spec.training().metrics().stream().map(metric -> WireNames.of(metric.getClass())),
                        Stream.of("loss"))
                .toList();
    }

    private static String summary(RunSpec base, List<Axis> axes, Seeds seeds) {
        String varied = axes.stream().map(Axis::called).collect(Collectors.joining(" × "));
        String summary = (varied.isEmpty() ? "" : varied + ": ") + base.summary() + ", " + seeds.count() + " seeds";
        return GivenName.shown(summary, GivenName.LONGEST - 1);
    }

    /** The metric that is asked for. */
    String metric() {
        return Objects.requireNonNull(question.metric());
    }

    boolean smallerIsBetter() {
        return base.training().smallerIsBetter(metric());
    }
}
