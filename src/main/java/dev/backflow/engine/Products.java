package dev.backflow.engine;

import org.ejml.data.FMatrixRMaj;

/**
 * The three matrix products of a dense layer, with kernels W inputs × units, activations A inputs × examples and signals δ
 * units × examples. The inner loops run along the examples, so that the compiler can vectorise them; every sum is taken
 * in one fixed order.
 */
final class Products {

    private Products() {}

    /** Z = Wᵀ A + b. Z is overwritten; without a bias b is null. */
    static void preActivation(FMatrixRMaj kernel, float[] bias, FMatrixRMaj input, FMatrixRMaj z) {
        int width = z.numCols;
        for (int unit = 0; unit < z.numRows; unit++) {
            java.util.Arrays.fill(z.data, unit * width, (unit + 1) * width, bias == null ? 0 : bias[unit]);
            addRows(kernel.data, unit, kernel.numCols, kernel.numRows, input.data, z.data, unit * width, width);
        }
    }

    /** ∂L/∂A = W δ; overwritten. */
    static void inputGradient(FMatrixRMaj kernel, FMatrixRMaj delta, FMatrixRMaj gradient) {
        int width = delta.numCols;
        for (int in = 0; in < kernel.numRows; in++) {
            java.util.Arrays.fill(gradient.data, in * width, (in + 1) * width, 0);
            addRows(kernel.data, in * kernel.numCols, 1, kernel.numCols, delta.data, gradient.data, in * width, width);
        }
    }

    /** ∂L/∂W = A δᵀ; overwritten. */
    static void kernelGradient(FMatrixRMaj input, FMatrixRMaj delta, FMatrixRMaj gradient) {
        int width = delta.numCols;
        for (int in = 0; in < input.numRows; in++) {
            for (int unit = 0; unit < delta.numRows; unit++) {
                gradient.data[in * delta.numRows + unit] = dot(input.data, in * width, delta.data, unit * width, width);
            }
        }
    }

    /** ∂L/∂b = Σ δ over the examples; overwritten. */
    static void biasGradient(FMatrixRMaj delta, float[] gradient) {
        for (int unit = 0; unit < delta.numRows; unit++) {
            float sum = 0;
            for (int i = unit * delta.numCols; i < (unit + 1) * delta.numCols; i++) {
                sum += delta.data[i];
            }
            gradient[unit] = sum;
        }
    }

    /** out ← out + Σₖ factorₖ · rowₖ over {@code count} rows of {@code width}; the factors are {@code stride} apart. */
    private static void addRows(
            float[] factors, int first, int stride, int count, float[] rows, float[] out, int at, int width) {
        int k = 0;
        for (; k + 3 < count; k += 4) {
            float f0 = factors[first + k * stride];
            float f1 = factors[first + (k + 1) * stride];
            float f2 = factors[first + (k + 2) * stride];
            float f3 = factors[first + (k + 3) * stride];
            int r = k * width;
            for (int i = 0; i < width; i++) {
                out[at + i] += f0 * rows[r + i]
                        + f1 * rows[r + width + i]
                        + f2 * rows[r + 2 * width + i]
                        + f3 * rows[r + 3 * width + i];
            }
        }
        for (; k < count; k++) {
            float f = factors[first + k * stride];
            int r = k * width;
            for (int i = 0; i < width; i++) {
                out[at + i] += f * rows[r + i];
            }
        }
    }

    /** Four partial sums, so that additions need not wait for each other. */
    private static float dot(float[] x, int atX, float[] y, int atY, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += x[atX + i] * y[atY + i];
            s1 += x[atX + i + 1] * y[atY + i + 1];
            s2 += x[atX + i + 2] * y[atY + i + 2];
            s3 += x[atX + i + 3] * y[atY + i + 3];
        }
        for (; i < length; i++) {
            s0 += x[atX + i] * y[atY + i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
