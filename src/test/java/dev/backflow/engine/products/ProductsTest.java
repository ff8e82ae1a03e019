package dev.backflow.engine.products;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.engine.numerics.RandomStream;
import org.assertj.core.data.Offset;
import org.ejml.data.FMatrixRMaj;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Both ways to multiply, at sizes around those where they change their loops. */
class ProductsTest {

    private static FMatrixRMaj drawn(int rows, int columns, int index) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        RandomStream random = new RandomStream(5, RandomStream.Purpose.KERNEL, index);
        for (int i = 0; i < matrix.getNumElements(); i++) {
            matrix.data[i] = (float) random.nextUniform() - 0.5f;
        }
        return matrix;
    }

    private static FMatrixRMaj garbage(int rows, int columns) {
        FMatrixRMaj matrix = new FMatrixRMaj(rows, columns);
        matrix.fill(Float.NaN);
        return matrix;
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 1",
        "1, 5, 1",
        "5, 1, 32",
        "2, 5, 32",
        "5, 5, 32",
        "3, 4, 7",
        "4, 3, 255",
        "7, 8, 256",
        "8, 9, 257",
        "6, 6, 700",
        "40, 33, 19",
        "64, 32, 128",
        "70, 41, 1023",
        "33, 70, 1025",
        "64, 64, 2500"
    })
    void areSumsOfProductsWhoeverTakesThem(int inputs, int units, int examples) {
        check(new LoopProducts(inputs, units, examples), inputs, units, examples);
        check(new LoopProducts(inputs, units, 3000), inputs, units, examples);
        if (Blas.library() != null) {
            check(new BlasProducts(Blas.library(), inputs, units, examples), inputs, units, examples);
            check(new BlasProducts(Blas.library(), inputs, units, 3000), inputs, units, examples);
        }
    }

    private static void check(Products products, int inputs, int units, int examples) {
        FMatrixRMaj kernel = drawn(inputs, units, 0);
        FMatrixRMaj input = drawn(inputs, examples, 1);
        FMatrixRMaj delta = drawn(units, examples, 2);
        float[] bias = drawn(1, units, 3).data;
        FMatrixRMaj z = garbage(units, examples);
        products.preActivation(kernel, bias, input, z);
        FMatrixRMaj kernelGradient = garbage(inputs, units);
        products.kernelGradient(input, delta, kernelGradient);
        FMatrixRMaj inputGradient = garbage(inputs, examples);
        products.inputGradient(kernel, delta, inputGradient);
        float[] biasGradient = new float[units];
        Products.biasGradient(delta, biasGradient);

        for (int unit = 0; unit < units; unit++) {
            int row = unit;
            for (int example = 0; example < examples; example++) {
                int column = example;
                is(z.get(unit, example), inputs, bias[unit], in -> kernel.get(in, row) * input.get(in, column));
            }
            is(biasGradient[unit], examples, 0, example -> delta.get(row, example));
        }
        for (int in = 0; in < inputs; in++) {
            int row = in;
            for (int unit = 0; unit < units; unit++) {
                int column = unit;
                is(kernelGradient.get(in, unit), examples, 0, e -> input.get(row, e) * delta.get(column, e));
            }
            for (int example = 0; example < examples; example++) {
                int column = example;
                is(inputGradient.get(in, example), units, 0, u -> kernel.get(row, u) * delta.get(u, column));
            }
        }
        products.preActivation(kernel, null, input, z);
        is(z.get(units - 1, 0), inputs, 0, in -> kernel.get(in, units - 1) * input.get(in, 0));
    }

    private interface Term {
        double at(int k);
    }

    /** Each rounding is at most 2⁻²⁴ of the sum of the sizes of the terms. */
    private static void is(float computed, int terms, double start, Term term) {
        double sum = start;
        double size = Math.abs(start);
        for (int k = 0; k < terms; k++) {
            sum += term.at(k);
            size += Math.abs(term.at(k));
        }
        if (!(Math.abs(computed - sum) <= (terms + 2) * 0x1p-24 * size)) {
            assertThat((double) computed).isCloseTo(sum, Offset.offset((terms + 2) * 0x1p-24 * size));
        }
    }
}
