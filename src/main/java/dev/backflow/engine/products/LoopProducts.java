package dev.backflow.engine.products;

import java.util.Arrays;
import org.ejml.data.FMatrixRMaj;
import org.jspecify.annotations.Nullable;

/**
 * Products by loops along the examples, in plain Java and so the same bits everywhere. Every sum runs in one fixed
 * order.
 *
 * <p>Compilers turn such a loop into vector instructions when all that it touches are arrays of their own read from the
 * same place, and do not when they are rows of one array. So rows are copied out and results copied back, as many
 * examples at a time as stay in the processor's nearest cache.
 */
final class LoopProducts implements Products {

    private static final int STRIP = 256;

    private final float[][] rows;
    private final float[] sum;

    LoopProducts(int inputs, int units, int examples) {
        int width = Math.min(STRIP, examples);
        rows = new float[Math.max(inputs, units)][width];
        sum = new float[width];
    }

    @Override
    public void preActivation(FMatrixRMaj kernel, float @Nullable [] bias, FMatrixRMaj input, FMatrixRMaj z) {
        for (int from = 0; from < z.numCols; from += STRIP) {
            int width = take(input, from);
            for (int unit = 0; unit < z.numRows; unit++) {
                float start = bias == null ? 0 : bias[unit];
                combine(kernel.data, unit, kernel.numCols, kernel.numRows, start, width);
                System.arraycopy(sum, 0, z.data, unit * z.numCols + from, width);
            }
        }
    }

    @Override
    public void kernelGradient(FMatrixRMaj input, FMatrixRMaj delta, FMatrixRMaj gradient) {
        int width = delta.numCols;
        int units = delta.numRows;
        for (int in = 0; in < input.numRows; in++) {
            int unit = 0;
            for (; unit + 3 < units; unit += 4) {
                fourDots(input.data, in * width, delta.data, unit * width, width, gradient.data, in * units + unit);
            }
            for (; unit < units; unit++) {
                gradient.data[in * units + unit] = dot(input.data, in * width, delta.data, unit * width, width);
            }
        }
    }

    @Override
    public void inputGradient(FMatrixRMaj kernel, FMatrixRMaj delta, FMatrixRMaj gradient) {
        for (int from = 0; from < delta.numCols; from += STRIP) {
            int width = take(delta, from);
            for (int in = 0; in < kernel.numRows; in++) {
                combine(kernel.data, in * kernel.numCols, 1, kernel.numCols, 0, width);
                System.arraycopy(sum, 0, gradient.data, in * delta.numCols + from, width);
            }
        }
    }

    /** Copies the next examples of all rows; returns how many. */
    private int take(FMatrixRMaj matrix, int from) {
        int width = Math.min(STRIP, matrix.numCols - from);
        for (int row = 0; row < matrix.numRows; row++) {
            System.arraycopy(matrix.data, row * matrix.numCols + from, rows[row], 0, width);
        }
        return width;
    }

    /** sum = start + Σₖ factorₖ · rowₖ over {@code count} rows; the factors are {@code stride} apart. */
    private void combine(float[] factors, int first, int stride, int count, float start, int width) {
        int k = count & 3;
        if (k == 0) {
            Arrays.fill(sum, 0, width, start);
        } else {
            begin(start, factors[first], rows[0], sum, width);
        }
        for (int single = 1; single < k; single++) {
            add(factors[first + single * stride], rows[single], sum, width);
        }
        for (; k < count; k += 4) {
            int at = first + k * stride;
            float f0 = factors[at];
            float f1 = factors[at + stride];
            float f2 = factors[at + 2 * stride];
            float f3 = factors[at + 3 * stride];
            addFour(f0, f1, f2, f3, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], sum, width);
        }
    }

    private static void begin(float start, float f, float[] row, float[] sum, int width) {
        for (int i = 0; i < width; i++) {
            sum[i] = start + f * row[i];
        }
    }

    private static void add(float f, float[] row, float[] sum, int width) {
        for (int i = 0; i < width; i++) {
            sum[i] += f * row[i];
        }
    }

    private static void addFour(
            float f0,
            float f1,
            float f2,
            float f3,
            float[] row0,
            float[] row1,
            float[] row2,
            float[] row3,
            float[] sum,
            int width) {
        for (int i = 0; i < width; i++) {
            sum[i] += f0 * row0[i] + f1 * row1[i] + f2 * row2[i] + f3 * row3[i];
        }
    }

    /** The products of one row with four, which read it once and need not wait for each other. */
    private static void fourDots(float[] x, int atX, float[] y, int atY, int length, float[] out, int at) {
        float s0 = 0;
        float s1 = 0;
        float s2 = 0;
        float s3 = 0;
        int y1 = atY + length;
        int y2 = y1 + length;
        int y3 = y2 + length;
        for (int i = 0; i < length; i++) {
            float f = x[atX + i];
            s0 += f * y[atY + i];
            s1 += f * y[y1 + i];
            s2 += f * y[y2 + i];
            s3 += f * y[y3 + i];
        }
        out[at] = s0;
        out[at + 1] = s1;
        out[at + 2] = s2;
        out[at + 3] = s3;
    }

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
