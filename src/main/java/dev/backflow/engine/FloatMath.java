package dev.backflow.engine;

final class FloatMath {
    static float exp(float x) {
        return (float) StrictMath.exp(x);
    }

    static float expm1(float x) {
        return (float) StrictMath.expm1(x);
    }

    static float log(float x) {
        return (float) StrictMath.log(x);
    }

    static float log1p(float x) {
        return (float) StrictMath.log1p(x);
    }

    static float tanh(float x) {
        return (float) StrictMath.tanh(x);
    }

    static float sigmoid(float x) {
        return (float) (1 / (1 + StrictMath.exp(-x)));
    }

    static float softplus(float x) {
        return (float) (Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))));
    }

    static float erf(float x) {
        double t = 1 / (1 + 0.5 * Math.abs(x));
        double e = 1
                - t
                        * StrictMath.exp(
                                -x * x
                                        - 1.26551223
                                        + t
                                                * (1.00002368
                                                        + t
                                                                * (0.37409196
                                                                        + t
                                                                                * (0.09678418
                                                                                        + t
                                                                                                * (-0.18628806
                                                                                                        + t
                                                                                                                * (0.27886807
                                                                                                                        + t
                                                                                                                                * (-1.13520398
                                                                                                                                        + t
                                                                                                                                                * (1.48851587
                                                                                                                                                        + t
                                                                                                                                                                * (-0.82215223
                                                                                                                                                                        + t
                                                                                                                                                                                * 0.17087277)))))))));
        return (float) (x >= 0 ? e : -e);
    }
}
