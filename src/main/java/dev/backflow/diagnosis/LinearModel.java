package dev.backflow.diagnosis;

/** Least squares by the normal equations XᵀX β = Xᵀy and a Cholesky factor L of XᵀX. */
final class LinearModel {

    /** Keeps XᵀX positive definite where columns depend on each other. */
    private static final double RIDGE = 1e-9;

    private LinearModel() {}

    /**
     * What the model answers to each row.
     *
     * @param x rows × columns, one of them constant
     * @param y rows × outputs
     * @param others whether to each row it answers without having seen it: ŷ = y − e / (1 − h) with the residual e and
     *     the leverage h = ‖L⁻¹ x‖² (Allen, 1974)
     */
    static double[][] answers(double[][] x, double[][] y, boolean others) {
        double[][] factor = factor(x);
        double[][] slopes = slopes(factor, x, y);
        double[][] answers = new double[x.length][y[0].length];
        for (int row = 0; row < x.length; row++) {
            double left = 1;
            if (others) {
                double[] z = forward(factor, x[row]);
                left = Math.max(1e-6, 1 - dot(z, z, z.length));
            }
            for (int i = 0; i < answers[row].length; i++) {
                double residual = y[row][i] - dot(x[row], slopes[i], x[row].length);
                answers[row][i] = y[row][i] - residual / left;
            }
        }
        return answers;
    }

    private static double[][] factor(double[][] x) {
        int n = x[0].length;
        double[][] l = new double[n][n];
        for (double[] row : x) {
            for (int i = 0; i < n; i++) {
                for (int j = 0; j <= i; j++) {
                    l[i][j] += row[i] * row[j];
                }
            }
        }
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < i; j++) {
                l[i][j] = (l[i][j] - dot(l[i], l[j], j)) / l[j][j];
            }
            l[i][i] = Math.sqrt(Math.max(l[i][i] - dot(l[i], l[i], i), RIDGE * x.length));
        }
        return l;
    }

    /** β, a row for each output. */
    private static double[][] slopes(double[][] factor, double[][] x, double[][] y) {
        double[][] slopes = new double[y[0].length][];
        for (int output = 0; output < slopes.length; output++) {
            double[] products = new double[factor.length];
            for (int row = 0; row < x.length; row++) {
                for (int i = 0; i < products.length; i++) {
                    products[i] += x[row][i] * y[row][output];
                }
            }
            slopes[output] = backward(factor, forward(factor, products));
        }
        return slopes;
    }

    /** L⁻¹ b. */
    private static double[] forward(double[][] factor, double[] b) {
        double[] z = new double[b.length];
        for (int i = 0; i < b.length; i++) {
            z[i] = (b[i] - dot(factor[i], z, i)) / factor[i][i];
        }
        return z;
    }

    /** L⁻ᵀ z. */
    private static double[] backward(double[][] factor, double[] z) {
        double[] solved = z.clone();
        for (int i = z.length - 1; i >= 0; i--) {
            solved[i] /= factor[i][i];
            for (int j = 0; j < i; j++) {
                solved[j] -= factor[i][j] * solved[i];
            }
        }
        return solved;
    }

    private static double dot(double[] a, double[] b, int length) {
        double sum = 0;
        for (int i = 0; i < length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
