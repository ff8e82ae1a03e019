package dev.backflow.recording;

import dev.backflow.engine.layers.Layer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** How kernels change from one recorded epoch to the next; layers come in the same order each time. */
final class KernelUpdates {

    private final Map<String, float[]> previous = new LinkedHashMap<>();
    private final Deque<float[]> resumed = new ArrayDeque<>();

    /** Copies of the kernels at the last call, layer by layer; none before the first. */
    List<float[]> memory() {
        return (resumed.isEmpty() ? previous.values() : resumed)
                .stream().map(float[]::clone).toList();
    }

    /** Before the first call: goes on from there. */
    void resume(List<float[]> memory) {
        resumed.addAll(memory);
    }

    /** W minus W at the last call for this layer, nothing at the first one; null in a layer without a kernel. */
    @Nullable
    Values of(Layer layer) {
        FMatrixRMaj live = layer.kernel();
        if (live == null) {
            return null;
        }
        float[] kernel = live.data;
        float[] before = previous.get(layer.name());
        if (before == null) {
            previous.put(layer.name(), kernel.clone());
            before = resumed.poll();
            return before == null ? Values.NONE : change(kernel, before);
        }
        Values change = change(kernel, before);
        System.arraycopy(kernel, 0, before, 0, kernel.length);
        return change;
    }

    private static Values change(float[] kernel, float[] before) {
        float[] change = new float[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            change[i] = kernel[i] - before[i];
        }
        return new Values(change, change.length);
    }
}
