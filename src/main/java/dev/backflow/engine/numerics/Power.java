package dev.backflow.engine.numerics;

/** Powers in double precision that are the same bits on every Java, and allocate nothing, as StrictMath.pow may. */
public final class Power {

    private Power() {}

    /** baseᵉˣᵖᵒⁿᵉⁿᵗ by repeated squaring; the exponent must not be negative. */
    public static double of(double base, long exponent) {
        double product = 1;
        double square = base;
        for (long rest = exponent; rest > 0; rest >>= 1) {
            if ((rest & 1) == 1) {
                product *= square;
            }
            square *= square;
        }
        return product;
    }

    /**
     * The same for any exponent, base and exponent not negative: what is left of a whole one is exp(rest · log base).
     */
    public static double of(double base, double exponent) {
        long whole = (long) exponent;
        double rest = exponent - whole;
        return rest == 0 ? of(base, whole) : of(base, whole) * StrictMath.exp(rest * StrictMath.log(base));
    }
}
