package dev.backflow.spec;

import org.jspecify.annotations.Nullable;

/** Bounds for the components of specs. Every method returns the value that it accepts. */
public final class Check {

    private Check() {}

    public static int between(String field, int value, int least, int most) {
        require(value >= least && value <= most, field, value, "must be from " + least + " to " + most);
        return value;
    }

    public static int positive(String field, int value) {
        require(value >= 1, field, value, "must be at least 1");
        return value;
    }

    public static int notNegative(String field, int value) {
        require(value >= 0, field, value, "must be at least 0");
        return value;
    }

    public static double between(String field, double value, double least, double most) {
        require(value >= least && value <= most, field, value, "must be from " + least + " to " + most);
        return value;
    }

    /** In [least, most): what decay rates and split fractions are. */
    public static double below(String field, double value, double least, double most) {
        require(value >= least && value < most, field, value, "must be at least " + least + " and below " + most);
        return value;
    }

    public static double positive(String field, double value) {
        require(
                value > 0 && (float) value < Float.POSITIVE_INFINITY,
                field,
                value,
                "must be a positive single-precision number");
        return value;
    }

    public static double notNegative(String field, double value) {
        require(
                value >= 0 && (float) value < Float.POSITIVE_INFINITY,
                field,
                value,
                "must be zero or a positive single-precision number");
        return value;
    }

    public static double finite(String field, double value) {
        require(Float.isFinite((float) value), field, value, "must be a finite single-precision number");
        return value;
    }

    public static void require(boolean holds, String field, @Nullable Object value, String reason) {
        if (!holds) {
            throw new InvalidSpecException(field, value, reason);
        }
    }

    /** Runs checks of a part, putting the part's own place before theirs. */
    public static void within(String part, Runnable checks) {
        try {
            checks.run();
        } catch (InvalidSpecException e) {
            throw new InvalidSpecException(part + "/" + e.path(), e.value(), e.reason());
        }
    }
}
