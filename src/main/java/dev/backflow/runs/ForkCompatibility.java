package dev.backflow.runs;

import dev.backflow.engine.TrainingSpec;
import dev.backflow.engine.layers.LayerParts;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.optimizers.Optimizer;
import dev.backflow.recording.CheckpointPart;
import dev.backflow.spec.SpecProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether and with what a run can go on from a checkpoint of another that had a different spec. */
final class ForkCompatibility {

    private static final String FROM_START = "; or fork with from_epoch 0, which begins with the untrained network";

    private final RunSpec before;
    private final RunSpec after;

    ForkCompatibility(RunSpec before, RunSpec after) {
        this.before = before;
        this.after = after;
    }

    /** Empty if the weights fit and everything asked for can have an effect. */
    List<SpecProblem> objections(int epoch) {
        List<SpecProblem> objections = new ArrayList<>();
        if (after.training().epochs() < epoch) {
            object(
                    objections,
                    "training/epochs",
                    after.training().epochs(),
                    "must be at least " + epoch + ", the epoch of the checkpoint");
        }
        if (before.dataset().inputs() != after.dataset().inputs()) {
            object(
                    objections,
                    "dataset",
                    after.dataset().inputs() + " features",
                    "must have the " + before.dataset().inputs() + " features that the weights were trained on");
        }
        if (!Objects.equals(before.network().initialWeights(), after.network().initialWeights())) {
            object(objections, "network/initial_weights", null, "would have no effect on a trained network");
        }
        compareLayers(objections);
        return objections;
    }

    private void compareLayers(List<SpecProblem> objections) {
        List<LayerSpec> old = before.network().expanded();
        List<LayerSpec> young = after.network().expanded();
        if (old.size() != young.size()) {
            object(
                    objections,
                    "network/layers",
                    young.size() + " layers",
                    "must have the " + old.size() + " layers of the checkpoint");
            return;
        }
        for (int i = 0, width = before.dataset().inputs(); i < old.size(); i++) {
            String objection = objection(old.get(i), young.get(i), width);
            if (objection != null) {
                object(objections, "network/layers", "layer " + young.get(i).name(), objection);
                return;
            }
            width = old.get(i).units(width);
        }
    }

    private static @Nullable String objection(LayerSpec before, LayerSpec after, int inputs) {
        boolean fits = before.getClass() == after.getClass()
                && before.units(inputs) == after.units(inputs)
                && before.vectors(inputs).equals(after.vectors(inputs));
        if (!fits) {
            return "must have the units and weights of " + before.name() + " in the checkpoint: "
                    + before.units(inputs) + " units" + (before.vectors(inputs).isEmpty() ? "" : " with ")
                    + String.join(", ", before.vectors(inputs).keySet());
        }
        return drawn(before).equals(drawn(after))
                ? null
                : "must keep its initializers, which would have no effect on a trained network";
    }

    /** How the kernel is drawn; the whole layer, if that is not known and it has one. */
    private static Object drawn(LayerSpec layer) {
        return layer.parts().isEmpty() && layer.hasKernel()
                ? layer.as(null, null)
                : layer.parts().flatMap(LayerParts::kernel);
    }

    private static void object(List<SpecProblem> objections, String path, @Nullable Object value, String objection) {
        objections.add(new SpecProblem(
                "/patch/" + path, value == null ? null : String.valueOf(value), objection + FROM_START));
    }

    /** The optimizer and those who supervise go on with what they remember if it still means the same. */
    Set<CheckpointPart> parts() {
        Set<CheckpointPart> parts = EnumSet.of(CheckpointPart.WEIGHTS, CheckpointPart.RECORDING);
        if (remembersTheSame(before.training().optimizer(), after.training().optimizer())) {
            parts.add(CheckpointPart.OPTIMIZER);
        }
        if (watchesTheSame(before.training(), after.training()) && before.data().equals(after.data())) {
            parts.add(CheckpointPart.SUPERVISION);
        }
        return parts;
    }

    private static boolean remembersTheSame(Optimizer before, Optimizer after) {
        return before.getClass() == after.getClass()
                && before.dialect() == after.dialect()
                && Arrays.equals(shape(before), shape(after));
    }

    private static int[] shape(Optimizer optimizer) {
        return Arrays.stream(optimizer.updater(2).state())
                .mapToInt(array -> array.length)
                .toArray();
    }

    private static boolean watchesTheSame(TrainingSpec before, TrainingSpec after) {
        return before.loss().equals(after.loss())
                && before.validationSplit() == after.validationSplit()
                && Objects.equals(before.classWeight(), after.classWeight())
                && before.optimizer().learningRate().equals(after.optimizer().learningRate())
                && Objects.equals(before.reduceOnPlateau(), after.reduceOnPlateau())
                && Objects.equals(before.earlyStopping(), after.earlyStopping());
    }
}
