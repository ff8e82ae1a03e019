package dev.backflow.engine.products;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * The three matrix products of a dense layer, with kernels W inputs × units, activations A inputs × examples and δ
 * units × examples. They are called in the order of this file, which is that of a batch through a layer, so that what
 * one of them has copied to where it computes is still there for the next.
 */
public interface Products {

    /** For a kernel of inputs × units and at most this many examples at once. */
    static Products of(int inputs, int units, int examples) {
        OpenBlas library = Blas.isLarge(inputs, units) ? Blas.library() : null;
        return library == null
                ? new LoopProducts(inputs, units, examples)
                : new BlasProducts(library, inputs, units, examples);
    }

    /** Z = Wᵀ A + b. Z is overwritten; without a bias b is null. */
    void preActivation(FMatrixRMaj kernel, float @Nullable [] bias, FMatrixRMaj input, FMatrixRMaj z);

    /** ∂L/∂W = A δᵀ, overwritten; A must be what it was for Z. */
    void kernelGradient(FMatrixRMaj input, FMatrixRMaj delta, FMatrixRMaj gradient);

    /** ∂L/∂A = W δ, overwritten; W must be what it was for Z, and δ what it was for ∂L/∂W. */
    void inputGradient(FMatrixRMaj kernel, FMatrixRMaj delta, FMatrixRMaj gradient);

    /** ∂L/∂b = Σ δ over the examples; overwritten. Every sum runs in one fixed order. */
    static void biasGradient(FMatrixRMaj delta, float[] gradient) {
        for (int unit = 0; unit < delta.numRows; unit++) {
            gradient[unit] = sum(delta.data, unit * delta.numCols, delta.numCols);
        }
    }

    /** Four partial sums, so that additions need not wait for each other. */
    private static float sum(float[] x, int at, int length) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int i = 0;
        for (; i + 3 < length; i += 4) {
            s0 += x[at + i];
            s1 += x[at + i + 1];
            s2 += x[at + i + 2];
            s3 += x[at + i + 3];
        }
        for (; i < length; i++) {
            s0 += x[at + i];
        }
        return (s0 + s1) + (s2 + s3);
    }
}
