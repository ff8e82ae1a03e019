package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.InvalidSpecException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How features in the data set's own units become what a network sees, as they did where it was trained. It is kept
 * with a run, so that a trained network can be asked without its file.
 */
public record FeatureEncoding(List<Column> columns) {

    /**
     * A feature.
     *
     * @param line of numbers, which are one input; null of texts
     * @param categories of texts, which are an input for each; none of numbers
     */
    public record Column(String name, Scaling.@Nullable Line line, List<String> categories) {

        int inputs() {
            return line == null ? categories.size() : 1;
        }
    }

    /** Of numbers that stay as they are. */
    public static FeatureEncoding plain(int inputs) {
        return of(Collections.nCopies(inputs, Scaling.Line.IDENTITY));
    }

    /** Of numbers: x0, x1, …, as previews have them. */
    static FeatureEncoding of(List<Scaling.Line> lines) {
        return new FeatureEncoding(IntStream.range(0, lines.size())
                .mapToObj(i -> new Column("x" + i, lines.get(i), List.of()))
                .toList());
    }

    /** How each input of the network is scaled: those of categories are not. */
    List<Scaling.Line> inputLines() {
        return columns.stream()
                .flatMap(
                        column -> Collections.nCopies(
                                column.inputs(), Objects.requireNonNullElse(column.line(), Scaling.Line.IDENTITY))
                                .stream())
                .toList();
    }

    /** The same columns, scaled in this way, a line for each input. */
    FeatureEncoding along(List<Scaling.Line> inputs) {
        List<Column> scaled = new ArrayList<>();
        int first = 0;
        for (Column column : columns) {
            boolean number = column.line() != null;
            scaled.add(number ? new Column(column.name(), inputs.get(first), List.of()) : column);
            first += column.inputs();
        }
        return new FeatureEncoding(scaled);
    }

    /** @param rows of the columns that were trained on */
    static FeatureEncoding of(CsvColumns columns, Scaling scaling, int[] rows) {
        return new FeatureEncoding(IntStream.range(0, columns.names().size())
                .mapToObj(i -> {
                    String name = columns.names().get(i);
                    CsvValues values = columns.features().get(i);
                    return values instanceof NumericValues numbers
                            ? new Column(name, scaling.fit(row -> numbers.at(rows[row]), rows.length), List.of())
                            : new Column(name, null, values.categories());
                })
                .toList());
    }

    /** Names of the features, in their order. */
    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    /** A name for each input of the network: the column's, with the category where a column is several inputs. */
    public List<String> inputNames() {
        return columns.stream()
                .flatMap(column -> column.line() != null
                        ? Stream.of(column.name())
                        : column.categories().stream().map(category -> column.name() + " " + category))
                .toList();
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
        float[] encoded = new float[columns.stream().mapToInt(Column::inputs).sum()];
        int at = 0;
        for (int i = 0; i < columns.size(); i++) {
            Column column = columns.get(i);
            Scaling.Line line = column.line();
            if (line == null) {
                encoded[at + place(column, i, cells.get(i))] = 1;
            } else {
                encoded[at] = number(column.name(), line, i, cells.get(i));
            }
            at += column.inputs();
        }
        return encoded;
    }

    private static float number(String column, Scaling.Line line, int place, Object cell) {
        float scaled = cell instanceof Double number ? line.at(number) : Float.NaN;
        Check.require(
                Float.isFinite(scaled),
                String.valueOf(place),
                cell,
                "must be a finite single-precision number, a value of " + column);
        return scaled;
    }

    private static int place(Column column, int place, Object cell) {
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
