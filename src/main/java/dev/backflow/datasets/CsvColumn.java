package dev.backflow.datasets;

import dev.backflow.spec.Default;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a column without knowing what it is used for.
 *
 * @param type numeric if every value that is there is a number, else categorical
 * @param missing rows without a value
 * @param categories the values of a categorical column in order, where they are few; null where they are not
 */
public record CsvColumn(
        String name,
        Type type,
        int missing,
        @Default("null") @Nullable List<String> categories) {

    /** How a column is understood. */
    public enum Type {
        NUMERIC,
        CATEGORICAL
    }
}
