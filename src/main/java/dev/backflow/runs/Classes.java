package dev.backflow.runs;

import dev.backflow.engine.losses.TargetKind;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Which class outputs stand for.
 *
 * @param count how many there are; 0 where targets are no classes
 * @param threshold of a single output, or of each label
 * @param labels whether each output is a label by itself, of which an example may have any number
 */
public record Classes(int count, float threshold, boolean labels) {

    /** Of the run's data set, as its network tells them apart. */
    public static Classes of(RunSpec spec) {
        int classes = spec.dataset().classes();
        boolean comparable = spec.network().outputs() > 1 || classes == 2;
        return new Classes(
                comparable ? classes : 0,
                spec.training().loss().threshold(),
                spec.dataset().targetKind() == TargetKind.MULTI_LABEL);
    }

    /** What the classes are called, by their numbers; empty where targets are no classes. */
    public static List<String> names(RunSpec spec) {
        List<String> names = spec.dataset().classNames();
        int classes = of(spec).count();
        return names.isEmpty()
                ? IntStream.range(0, classes).mapToObj(String::valueOf).toList()
                : names;
    }

    /** The class of an example; −1 if an output is not finite. */
    public int of(float[] outputs) {
        int largest = 0;
        for (int i = 0; i < outputs.length; i++) {
            if (!Float.isFinite(outputs[i])) {
                return -1;
            }
            largest = outputs[i] > outputs[largest] ? i : largest;
        }
        return outputs.length > 1 ? largest : outputs[0] > threshold ? 1 : 0;
    }
}
