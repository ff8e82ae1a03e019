package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The columns that a spec uses, without the rows that it does not.
 *
 * @param names of the features
 * @param weights of the rows; null where all count 1
 * @param rows how many are used
 */
record CsvColumns(
        List<String> names,
        List<CsvValues> features,
        CsvValues target,
        @Nullable NumericValues weights,
        int rows) {

    private static final int NAMED = 20;

    static CsvColumns of(Csv spec, CsvFile file) {
        CsvProfile profile = file.profile();
        List<CsvColumn> columns = new ArrayList<>();
        CsvColumn target = column(profile, spec.target(), "target");
        List<String> names = spec.features();
        if (names == null) {
            names = profile.names().stream()
                    .filter(name -> !name.equals(spec.target()) && !name.equals(spec.sampleWeight()))
                    .toList();
        }
        Check.require(!names.isEmpty(), "target", spec.target(), "must leave a column to learn from");
        List<CsvValues> features = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String path = spec.features() == null ? "features" : "features/" + i;
            columns.add(column(profile, names.get(i), path));
            features.add(CsvValues.of(columns.get(i), path, profile.rows()));
        }
        columns.add(target);
        CsvColumn weight = spec.sampleWeight() == null ? null : weight(profile, spec.sampleWeight());
        if (weight != null) {
            columns.add(weight);
        }
        if (spec.missing() == MissingValues.REFUSE) {
            columns.forEach(CsvColumns::requireComplete);
        }
        CsvValues targetValues = CsvValues.of(target, "target", profile.rows());
        NumericValues weights =
                weight == null ? null : new NumericValues(weight.name(), "sample_weight", profile.rows());
        List<CsvValues> all = Stream.of(features.stream(), Stream.of(targetValues), Stream.ofNullable(weights))
                .flatMap(values -> values)
                .map(CsvValues.class::cast)
                .toList();
        int rows = fill(file, columns.stream().map(CsvColumn::name).toList(), all);
        if (weights != null) {
            checkWeights(weights, rows);
        }
        return new CsvColumns(names, features, targetValues, weights, rows);
    }

    private static CsvColumn weight(CsvProfile profile, String name) {
        CsvColumn column = column(profile, name, "sample_weight");
        Check.require(column.type() == CsvColumn.Type.NUMERIC, "sample_weight", name, "must be a column of numbers");
        return column;
    }

    private static void checkWeights(NumericValues weights, int rows) {
        for (int row = 0; row < rows; row++) {
            Check.require(
                    weights.at(row) >= 0,
                    "sample_weight",
                    weights.at(row),
                    "must be a column of numbers that are not negative");
        }
    }

    private static CsvColumn column(CsvProfile profile, String name, String path) {
        List<String> known = profile.names();
        String listed = String.join(", ", known.subList(0, Math.min(NAMED, known.size())));
        return profile.column(name)
                .orElseThrow(() -> new InvalidSpecException(
                        path,
                        name,
                        "must be a column of the data set, one of " + listed + (known.size() > NAMED ? ", …" : "")));
    }

    private static void requireComplete(CsvColumn column) {
        Check.require(
                column.missing() == 0,
                "missing",
                "refuse",
                "must be drop, or " + column.name() + " must not be used: it has no value in " + column.missing()
                        + " rows");
    }

    private static int fill(CsvFile file, List<String> names, List<CsvValues> all) {
        List<String> header = file.profile().names();
        int[] places = names.stream().mapToInt(header::indexOf).toArray();
        int[] rows = {0};
        file.table().read((line, cells) -> {
            for (int place : places) {
                if (Cell.isMissing(cells.get(place))) {
                    return;
                }
            }
            for (int i = 0; i < places.length; i++) {
                all.get(i).add(cells.get(places[i]));
            }
            rows[0]++;
        });
        Check.require(rows[0] > 0, "missing", "drop", "leaves no row: each lacks a value in a column that is used");
        return rows[0];
    }
}
