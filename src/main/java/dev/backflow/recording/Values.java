package dev.backflow.recording;

import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/** The live elements of a tensor: the first {@code length} of {@code data}. */
record Values(float[] data, int length) {

    static final Values NONE = new Values(new float[0], 0);

    /** Those of a matrix; null if there is none. */
    static @Nullable Values of(@Nullable FMatrixRMaj matrix) {
        return matrix == null ? null : new Values(matrix.data, matrix.getNumElements());
    }

    /** Those of a vector; null if there is none. */
    static @Nullable Values of(float @Nullable [] vector) {
        return vector == null ? null : new Values(vector, vector.length);
    }
}
