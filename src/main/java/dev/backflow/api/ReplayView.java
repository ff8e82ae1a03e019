package dev.backflow.api;

import dev.backflow.runs.Classes;
import dev.backflow.runs.PlaneExamples;
import dev.backflow.runs.Replay;
import dev.backflow.runs.ReplayPlane;
import dev.backflow.runs.RunSpec;
import dev.backflow.spec.WireNames;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A small network, epoch by epoch.
 *
 * @param sample on which examples gradients and signals are measured
 * @param thinned whether there are fewer epochs than were recorded
 * @param epochs at which the network is shown
 * @param missing why there are none; null where there are
 * @param plane what the network answers all over the plane of its two features; null unless it has two, both numbers
 */
record ReplayView(
        String runId,
        String sample,
        boolean thinned,
        List<Integer> epochs,
        List<Layer> layers,
        @Nullable Plane plane,
        @Nullable String missing) {

    /**
     * A layer, one array for each epoch; a number in it is null where it is NaN or ±∞.
     *
     * @param inputs of its kernel; 0 in a layer without
     * @param units of its kernel; 0 in a layer without
     * @param kernel inputs × units, row by row: the weight from input i to unit k is element i × units + k. Empty in a
     *     layer without
     * @param bias one for each unit; empty in a layer without
     * @param kernelGradient ∂L/∂W, laid out as the kernel
     * @param unitSignals root mean square of δ = ∂L/∂z over the sample, one for each unit
     */
    record Layer(
            String name,
            int inputs,
            int units,
            @Schema(nullable = true) float[][] kernel,
            @Schema(nullable = true) float[][] bias,
            @Schema(nullable = true) float[][] kernelGradient,
            @Schema(nullable = true) float[][] unitSignals) {

        static Layer of(List<Replay.Frame> frames, int place) {
            Replay.LayerFrame first = frames.get(0).layers().get(place);
            return new Layer(
                    first.name(),
                    first.inputs(),
                    first.units(),
                    all(frames, place, Replay.LayerFrame::kernel),
                    all(frames, place, layer -> layer.vectors().get("bias")),
                    all(frames, place, Replay.LayerFrame::kernelGradient),
                    all(frames, place, Replay.LayerFrame::unitSignals));
        }

        private static float[][] all(
                List<Replay.Frame> frames, int place, Function<Replay.LayerFrame, float @Nullable []> values) {
            List<float[]> all = new ArrayList<>();
            for (Replay.Frame frame : frames) {
                float[] found = values.apply(frame.layers().get(place));
                if (found != null) {
                    all.add(found);
                }
            }
            return all.toArray(float[][]::new);
        }
    }

    /**
     * Answers at the middles of the cells of a grid, row by row from below, as one byte each: byte v stands for {@code
     * least} + v × ({@code most} − {@code least}) / 254, and 255 for what is not finite.
     *
     * @param features their names
     * @param low where the grid begins on each feature
     * @param high where it ends
     * @param side cells in a row, and rows
     * @param areClasses whether answers are numbers of classes; otherwise they are those of the first output
     * @param threshold above which a single output means the second of two classes; null where it means none
     * @param levels the bytes of each epoch, in base64
     * @param examples how many there are
     * @param points some of them, features × 2
     * @param targets of the points: the number of the class or, where targets are no classes, the first target
     * @param classes what they are called, by their numbers; empty where targets are no classes
     */
    record Plane(
            List<String> features,
            double[] low,
            double[] high,
            int side,
            boolean areClasses,
            @Nullable Double threshold,
            double least,
            double most,
            List<String> levels,
            int examples,
            float[][] points,
            float[] targets,
            List<String> classes) {

        static Plane of(Replay replay, ReplayPlane plane, RunSpec spec) {
            Classes classes = Classes.of(spec);
            boolean chooses = classes.count() > 0 && replay.frames().get(0).outputs()[0].length > 1;
            boolean decides = classes.count() > 0 && !chooses;
            List<double[]> answers = replay.frames().stream()
                    .map(frame -> answers(frame.outputs(), chooses ? classes : null))
                    .toList();
            PlaneLevels levels = chooses
                    ? new PlaneLevels(0, 254)
                    : PlaneLevels.of(answers, plane.examples(), decides ? classes.threshold() : Double.NaN);
            PlaneExamples examples = plane.examples();
            return new Plane(
                    examples.names(),
                    plane.low(),
                    plane.high(),
                    ReplayPlane.SIDE,
                    chooses,
                    decides ? (double) classes.threshold() : null,
                    levels.least(),
                    levels.most(),
                    answers.stream().map(levels::base64).toList(),
                    examples.count(),
                    examples.points(),
                    examples.targets(),
                    Classes.names(spec));
        }

        private static double[] answers(float[][] outputs, @Nullable Classes classes) {
            double[] answers = new double[outputs.length];
            for (int i = 0; i < answers.length; i++) {
                int chosen = classes == null ? 0 : classes.of(outputs[i]);
                answers[i] = classes == null ? outputs[i][0] : chosen < 0 ? Double.NaN : chosen;
            }
            return answers;
        }
    }

    static ReplayView of(String runId, RunSpec spec, Replay replay) {
        List<Layer> layers = new ArrayList<>();
        for (int place = 0;
                !replay.frames().isEmpty()
                        && place < replay.frames().get(0).layers().size();
                place++) {
            layers.add(Layer.of(replay.frames(), place));
        }
        ReplayPlane plane = replay.plane();
        return new ReplayView(
                runId,
                WireNames.of(spec.recording().sample()),
                replay.thinned(),
                replay.frames().stream().map(Replay.Frame::epoch).toList(),
                layers,
                plane == null ? null : Plane.of(replay, plane, spec),
                replay.missing());
    }
}
