package dev.backflow.engine.initializers;

import dev.backflow.engine.numerics.NormalDistribution;
import dev.backflow.engine.numerics.RandomStream;
import dev.backflow.spec.Check;
import dev.backflow.spec.Default;
import java.util.Arrays;
import java.util.Optional;

/** Initializers of a kernel as a whole: they have no meaning for a bias. */
public sealed interface MatrixInitializer extends Initializer
        permits MatrixInitializer.Identity, MatrixInitializer.Orthogonal {

    @Override
    default Optional<String> objectionToBias() {
        return Optional.of("creates a matrix and cannot initialise a bias; use zeros");
    }

    /**
     * Begins with a layer that hands on its input. {@code gain} on the diagonal, 0 elsewhere; the kernel need not be
     * square.
     */
    record Identity(@Default("1.0") double gain) implements MatrixInitializer {

        public Identity {
            Check.finite("gain", gain);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            Arrays.fill(weights, 0);
            for (int i = 0; i < Math.min(fanIn, fanOut); i++) {
                weights[i * fanOut + i] = (float) gain;
            }
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return Moments.UNKNOWN;
        }
    }

    /**
     * Draws a matrix that keeps lengths, so that nothing vanishes or explodes in deep linear networks. {@code
     * gain} times a uniformly drawn matrix with orthonormal columns (rows, where it has fewer of them): N(0, 1)
     * everywhere, made orthonormal by modified Gram-Schmidt in double precision. That is Q of the QR factorisation
     * whose R has a positive diagonal, which Keras reaches by flipping signs (Saxe et al., 2014; Mezzadri, 2007). The
     * error is about 1e-16 times the condition of the draw (Björck, 1967).
     */
    record Orthogonal(@Default("1.0") double gain) implements MatrixInitializer {

        public Orthogonal {
            Check.finite("gain", gain);
        }

        @Override
        public void fill(float[] weights, int fanIn, int fanOut, RandomStream random) {
            boolean byColumns = fanIn >= fanOut;
            double[][] vectors = new double[Math.min(fanIn, fanOut)][Math.max(fanIn, fanOut)];
            for (int i = 0; i < weights.length; i++) {
                double drawn = NormalDistribution.quantile(random.nextUniform());
                vectors[byColumns ? i % fanOut : i / fanOut][byColumns ? i / fanOut : i % fanOut] = drawn;
            }
            orthonormalize(vectors);
            for (int i = 0; i < weights.length; i++) {
                double made = vectors[byColumns ? i % fanOut : i / fanOut][byColumns ? i / fanOut : i % fanOut];
                weights[i] = (float) (gain * made);
            }
        }

        @Override
        public Moments moments(int fanIn, int fanOut) {
            return new Moments(0, gain * gain / Math.max(fanIn, fanOut));
        }

        private static void orthonormalize(double[][] vectors) {
            for (int i = 0; i < vectors.length; i++) {
                double[] unit = vectors[i];
                double norm = Math.sqrt(product(unit, unit));
                for (int k = 0; k < unit.length; k++) {
                    unit[k] /= norm;
                }
                for (int j = i + 1; j < vectors.length; j++) {
                    double along = product(unit, vectors[j]);
                    for (int k = 0; k < unit.length; k++) {
                        vectors[j][k] -= along * unit[k];
                    }
                }
            }
        }

        /** Four partial sums, so that additions need not wait for each other. */
        private static double product(double[] x, double[] y) {
            double s0 = 0;
            double s1 = 0;
            double s2 = 0;
            double s3 = 0;
            int i = 0;
            for (; i + 3 < x.length; i += 4) {
                s0 += x[i] * y[i];
                s1 += x[i + 1] * y[i + 1];
                s2 += x[i + 2] * y[i + 2];
                s3 += x[i + 3] * y[i + 3];
            }
            for (; i < x.length; i++) {
                s0 += x[i] * y[i];
            }
            return (s0 + s1) + (s2 + s3);
        }
    }
}
