package dev.backflow.recording;

import dev.backflow.engine.layers.Layer;
import java.util.HashMap;
import java.util.Map;

/** How kernels change from one recorded epoch to the next. */
final class KernelUpdates {

    private final Map<String, float[]> previous = new HashMap<>();

    /** The kernels at the last call, by layer; nothing before the first. */
    Map<String, float[]> memory() {
        Map<String, float[]> memory = new HashMap<>();
        previous.forEach((layer, kernel) -> memory.put(layer, kernel.clone()));
        return memory;
    }

    /** Goes on from there. */
    void resume(Map<String, float[]> memory) {
        memory.forEach((layer, kernel) -> previous.put(layer, kernel.clone()));
    }

    /** W minus W at the last call for this layer, nothing at the first one; null in a layer without a kernel. */
    Values of(Layer layer) {
        if (layer.kernel() == null) {
            return null;
        }
        float[] kernel = layer.kernel().data;
        float[] before = previous.get(layer.name());
        if (before == null) {
            previous.put(layer.name(), kernel.clone());
            return Values.NONE;
        }
        float[] change = new float[kernel.length];
        for (int i = 0; i < kernel.length; i++) {
            change[i] = kernel[i] - before[i];
            before[i] = kernel[i];
        }
        return Values.of(change);
    }
}
