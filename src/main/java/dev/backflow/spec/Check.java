package dev.backflow.spec;

import java.util.Collection;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds for the components of specs. Every check is also the description of what it demands: schemas say what {@link
 * #observe} has seen checked.
 */
public final class Check {

    /** Where numbers begin that single precision rounds to infinity: 2¹²⁸ − 2¹⁰³. */
    private static final double SINGLE = 0x1.ffffffp127;

    private static final ThreadLocal<@Nullable BiConsumer<String, Map<String, ?>>> OBSERVER = new ThreadLocal<>();

    private Check() {}

    /**
     * Constructs something in order to learn what it checks.
     *
     * @param observer takes the field and what it must be, as keywords of JSON Schema
     */
    public static void observe(Runnable construction, BiConsumer<String, Map<String, ?>> observer) {
        OBSERVER.set(observer);
        try {
            construction.run();
        } finally {
            OBSERVER.remove();
        }
    }

    static void demand(String field, Supplier<Map<String, ?>> keywords) {
        BiConsumer<String, Map<String, ?>> observer = OBSERVER.get();
        if (observer != null) {
            observer.accept(field, keywords.get());
        }
    }

    public static int between(String field, int value, int least, int most) {
        return (int) between(field, (long) value, least, most);
    }

    public static long between(String field, long value, long least, long most) {
        demand(field, () -> Map.of("minimum", least, "maximum", most));
        require(value >= least && value <= most, field, value, "must be from " + least + " to " + most);
        return value;
    }

    public static int positive(String field, int value) {
        demand(field, () -> Map.of("minimum", 1, "maximum", Integer.MAX_VALUE));
        require(value >= 1, field, value, "must be at least 1");
        return value;
    }

    public static int notNegative(String field, int value) {
        demand(field, () -> Map.of("minimum", 0, "maximum", Integer.MAX_VALUE));
        require(value >= 0, field, value, "must be at least 0");
        return value;
    }

    public static double between(String field, double value, double least, double most) {
        demand(field, () -> Map.of("minimum", least, "maximum", most));
        require(value >= least && value <= most, field, value, "must be from " + least + " to " + most);
        return value;
    }

    /** In [least, most): what decay rates and split fractions are. */
    public static double below(String field, double value, double least, double most) {
        demand(field, () -> Map.of("minimum", least, "exclusiveMaximum", most));
        require(value >= least && value < most, field, value, "must be at least " + least + " and below " + most);
        return value;
    }

    /** In (least, most]. */
    public static double above(String field, double value, int least, int most) {
        demand(field, () -> Map.of("exclusiveMinimum", least, "maximum", most));
        require(value > least && value <= most, field, value, "must be above " + least + " and at most " + most);
        return value;
    }

    /** In (least, most). */
    public static double inside(String field, double value, int least, int most) {
        demand(field, () -> Map.of("exclusiveMinimum", least, "exclusiveMaximum", most));
        require(value > least && value < most, field, value, "must be above " + least + " and below " + most);
        return value;
    }

    public static double positive(String field, double value) {
        demand(field, () -> Map.of("exclusiveMinimum", 0, "exclusiveMaximum", SINGLE));
        require(value > 0 && value < SINGLE, field, value, "must be a positive single-precision number");
        return value;
    }

    public static double notNegative(String field, double value) {
        demand(field, () -> Map.of("minimum", 0, "exclusiveMaximum", SINGLE));
        require(value >= 0 && value < SINGLE, field, value, "must be zero or a positive single-precision number");
        return value;
    }

    public static double finite(String field, double value) {
        demand(field, () -> Map.of("exclusiveMinimum", -SINGLE, "exclusiveMaximum", SINGLE));
        require(value > -SINGLE && value < SINGLE, field, value, "must be a finite single-precision number");
        return value;
    }

    /** Of a list; {@code reason} says what it must have. */
    public static void notEmpty(String field, Collection<?> values, Object shown, String reason) {
        demand(field, () -> Map.of("minItems", 1));
        require(!values.isEmpty(), field, shown, reason);
    }

    /** Of a text as a whole; {@code reason} says it in words. */
    public static void matches(String field, String value, String pattern, String reason) {
        demand(field, () -> Map.of("pattern", "^" + pattern + "$"));
        require(value.matches(pattern), field, value, reason);
    }

    /** Of the keys of a map; {@code reason} says it in words. */
    public static void keyMatches(String field, String key, String pattern, String reason) {
        demand(field, () -> Map.of("propertyNames", Map.of("pattern", "^" + pattern + "$")));
        require(key.matches(pattern), field, key, reason);
    }

    public static void atMost(String field, Map<?, ?> entries, int most) {
        demand(field, () -> Map.of("maxProperties", most));
        require(entries.size() <= most, field, entries.size(), "must be at most " + most);
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
