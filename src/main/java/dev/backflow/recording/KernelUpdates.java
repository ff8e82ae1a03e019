package dev.backflow.recording;

import dev.backflow.engine.Layer;
import java.util.HashMap;
import java.util.Map;

/** How kernels change from one recorded epoch to the next. */
final class KernelUpdates {

    private final Map<String, float[]> previous = new HashMap<>();

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
