package dev.backflow.engine.products;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** Products by OpenBLAS, in memory of its own; what passes through it once is not moved there again. */
final class BlasProducts implements Products {

    /** Examples at a time, so that measuring a large sample at once does not take as much memory again. */
    private static final int STRIP = 1024;

    private final OpenBlas library;
    private final int inputs;
    private final int units;
    private final NativeMatrix kernel;
    private final NativeMatrix kernelGradient;
    private final NativeMatrix input;
    private final NativeMatrix delta;
    private final NativeMatrix result;

    BlasProducts(OpenBlas library, int inputs, int units, int examples) {
        int width = Math.min(STRIP, examples);
        this.library = library;
        this.inputs = inputs;
        this.units = units;
        kernel = new NativeMatrix(inputs * units);
        kernelGradient = new NativeMatrix(inputs * units);
        input = new NativeMatrix(inputs * width);
        delta = new NativeMatrix(units * width);
        result = new NativeMatrix(Math.max(inputs, units) * width);
    }

    @Override
    public void preActivation(FMatrixRMaj weights, float @Nullable [] bias, FMatrixRMaj activations, FMatrixRMaj z) {
        kernel.take(weights, 0, units);
        for (int from = 0; from < z.numCols; from += STRIP) {
            int width = Math.min(STRIP, z.numCols - from);
            input.take(activations, from, width);
            library.multiply(true, false, units, width, inputs, kernel, input, 0, result);
            result.give(z, from, width);
        }
        for (int unit = 0; bias != null && unit < units; unit++) {
            add(bias[unit], z.data, unit * z.numCols, (unit + 1) * z.numCols);
        }
    }

    private static void add(float addend, float[] sums, int from, int to) {
        for (int i = from; i < to; i++) {
            sums[i] += addend;
        }
    }

    @Override
    public void kernelGradient(FMatrixRMaj activations, FMatrixRMaj deltas, FMatrixRMaj gradient) {
        for (int from = 0; from < deltas.numCols; from += STRIP) {
            int width = Math.min(STRIP, deltas.numCols - from);
            if (width < deltas.numCols) {
                input.take(activations, from, width);
            }
            delta.take(deltas, from, width);
            library.multiply(false, true, inputs, units, width, input, delta, from == 0 ? 0 : 1, kernelGradient);
        }
        kernelGradient.give(gradient, 0, units);
    }

    @Override
    public void inputGradient(FMatrixRMaj weights, FMatrixRMaj deltas, FMatrixRMaj gradient) {
        for (int from = 0; from < deltas.numCols; from += STRIP) {
            int width = Math.min(STRIP, deltas.numCols - from);
            if (width < deltas.numCols) {
                delta.take(deltas, from, width);
            }
            library.multiply(false, false, inputs, width, units, kernel, delta, 0, result);
            result.give(gradient, from, width);
        }
    }
}
