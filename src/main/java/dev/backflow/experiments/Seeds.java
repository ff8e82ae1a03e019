package dev.backflow.experiments;

import dev.backflow.spec.Check;
import dev.backflow.spec.Default;

/**
 * The seeds that every cell is repeated with: {@code first}, {@code first} + 1, ….
 *
 * @param count how many; a verdict needs at least 6, and more with more cells
 */
public record Seeds(@Default("1") int first, @Default("20") int count) {

    public Seeds {
        Check.notNegative("first", first);
        Check.positive("count", count);
        Check.require(
                (long) first + count <= Integer.MAX_VALUE, "count", count, "must not lead beyond the largest seed");
    }
}
