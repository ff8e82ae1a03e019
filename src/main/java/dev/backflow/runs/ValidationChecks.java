package dev.backflow.runs;

import dev.backflow.datasets.Csv;
import dev.backflow.datasets.DatasetSpec;
import dev.backflow.datasets.Split;
import dev.backflow.datasets.ValidationSpec;
import dev.backflow.engine.NetworkSpec;
import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.losses.TargetKind;
import dev.backflow.engine.metrics.Metric;
import dev.backflow.spec.Check;
import dev.backflow.spec.InvalidSpecException;
import dev.backflow.spec.WireNames;
import java.util.List;

/** What is validated on must be like what is trained on. */
final class ValidationChecks {

    private ValidationChecks() {}

    static void check(ValidationSpec validation, DatasetSpec dataset, NetworkSpec network, TrainingSpec training) {
        Check.require(
                training.validationSplit() == 0,
                "training/validation_split",
                training.validationSplit(),
                "must be 0 where validation says what is validated on");
        if (validation instanceof Split split) {
            checkSplit(split, dataset);
        } else if (validation instanceof DatasetSpec own) {
            checkShape(own, dataset);
            checkTargets(own, dataset, network, training);
        }
    }

    private static void checkSplit(Split split, DatasetSpec dataset) {
        Check.require(
                !split.stratify() || dataset.classes() > 0,
                "validation/stratify",
                true,
                "needs targets that are classes; leave it out for others");
        Check.require(
                split.training(dataset.samples()) < dataset.samples(),
                "validation/fraction",
                split.fraction(),
                "must hold out at least one of the " + dataset.samples() + " samples");
    }

    private static void checkShape(DatasetSpec own, DatasetSpec dataset) {
        same("inputs", own.inputs(), dataset.inputs());
        same("target columns", own.outputs(), dataset.outputs());
        Check.require(
                own.columns().isNone(),
                "validation/scaling",
                WireNames.of(own.columns().scaling()),
                "must be left out, as target_scaling: validation is scaled as the examples that are trained on");
        if (own instanceof Csv held && dataset instanceof Csv trained) {
            same("inputs", listed(held.inputNames()), listed(trained.inputNames()));
        }
        if (!own.classNames().isEmpty() && !dataset.classNames().isEmpty()) {
            same("classes", listed(own.classNames()), listed(dataset.classNames()));
        }
    }

    private static void same(String what, Object has, Object wanted) {
        Check.require(
                has.equals(wanted),
                "validation",
                has + " " + what,
                "must have the " + what + " of the data set: " + wanted);
    }

    private static String listed(List<String> names) {
        int shown = Math.min(20, names.size());
        return String.join(", ", names.subList(0, shown)) + (names.size() > shown ? ", … (" + names.size() + ")" : "");
    }

    /** Read off examples that are written out, what targets are may differ; loss and metrics must bear both. */
    private static void checkTargets(DatasetSpec own, DatasetSpec dataset, NetworkSpec network, TrainingSpec training) {
        TargetKind kind = dataset.columns().scalesTargets() ? TargetKind.REAL : own.targetKind();
        boolean read = training.loss().readsClassNumbers() && own.outputs() == 1 && own.classes() > 0;
        Check.require(
                !read || own.classes() <= network.outputs(),
                "validation",
                own.classes() + " classes",
                "must have at most the " + network.outputs() + " classes that the network has outputs for");
        TargetKind compared = read ? TargetKind.ONE_HOT : kind;
        training.loss().objection(kind, network.outputs()).ifPresent(reason -> refuse(kind, training.loss(), reason));
        for (Metric metric : training.metrics()) {
            metric.objection(compared, network.outputs()).ifPresent(reason -> refuse(kind, metric, reason));
        }
    }

    private static void refuse(TargetKind kind, Object part, String reason) {
        throw new InvalidSpecException(
                "validation",
                WireNames.of(kind) + " targets",
                "must suit " + WireNames.of(part.getClass()) + ", which " + reason);
    }
}
