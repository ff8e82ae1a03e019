package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.InvalidSpecException;
import java.util.List;
import java.util.stream.IntStream;

/** How features in the data set's own units become what a network sees, as they did where it was trained. */
public final class FeatureEncoding {

    private sealed interface Column permits Numeric, Categorical {

        String name();
    }

    /** One input. */
    private record Numeric(String name, Scaling.Line line) implements Column {}

    /** An input for each category. */
    private record Categorical(String name, List<String> categories) implements Column {}

    private final List<Column> columns;
    private final int inputs;

    private FeatureEncoding(List<Column> columns) {
        this.columns = columns;
        inputs = columns.stream()
                .mapToInt(column ->
                        column instanceof Categorical words ? words.categories().size() : 1)
                .sum();
    }

    /** Of numbers that stay as they are: x0, x1, …, as previews have them. */
    static FeatureEncoding plain(int inputs) {
        return new FeatureEncoding(IntStream.range(0, inputs)
                .<Column>mapToObj(i -> new Numeric("x" + i, Scaling.Line.IDENTITY))
                .toList());
    }

    /** @param rows of the columns that were trained on */
    static FeatureEncoding of(CsvColumns columns, Scaling scaling, int[] rows) {
        return new FeatureEncoding(IntStream.range(0, columns.names().size())
                .mapToObj(i -> {
                    String name = columns.names().get(i);
                    CsvValues values = columns.features().get(i);
                    return values instanceof NumericValues numbers
                            ? new Numeric(name, scaling.fit(numbers, rows))
                            : (Column) new Categorical(name, values.categories());
                })
                .toList());
    }

    /** Names of the features, in their order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether every feature is a number. */
    public boolean isNumeric() {
        return columns.stream().allMatch(Numeric.class::isInstance);
    }

    /**
     * What the network sees.
     *
     * @param cells a {@link Double} or a text for each feature
     * @throws InvalidSpecException whose path is the place of the cell; empty if there are too few or too many
     */
    public float[] encode(List<?> cells) {
        Check.require(
                cells.size() == columns.size(),
                "",
                cells.size() + " values",
                "must have " + columns.size() + ", one for each of " + listed(names()));
        float[] encoded = new float[inputs];
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            if (column instanceof Categorical words) {
                encoded[at + place(words, i, cells.get(i))] = 1;
                at += words.categories().size();
            } else {
                encoded[at++] = number((Numeric) column, i, cells.get(i));
            }
        }
        return encoded;
    }

    private static float number(Numeric column, int place, Object cell) {
        float scaled = cell instanceof Double number ? column.line().at(number) : Float.NaN;
        Check.require(
                Float.isFinite(scaled),
                String.valueOf(place),
                cell,
                "must be a finite single-precision number, a value of " + column.name());
        return scaled;
    }

    private static int place(Categorical column, int place, Object cell) {
        int found = cell instanceof String ? column.categories().indexOf(cell) : -1;
        Check.require(
                found >= 0,
                String.valueOf(place),
                cell,
                "must be a text, one of the values of " + column.name() + ": " + listed(column.categories()));
        return found;
    }

    private static String listed(List<String> names) {
        int shown = Math.min(20, names.size());
        return String.join(", ", names.subList(0, shown)) + (names.size() > shown ? ", …" : "");
    }
}
