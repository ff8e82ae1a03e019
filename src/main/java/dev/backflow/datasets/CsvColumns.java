package dev.backflow.datasets;

import dev.backflow.spec.Check;
import dev.backflow.spec.InvalidSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The columns that a spec uses, without the rows that it does not.
 *
 * @param names of the features
 * @param rows how many are used
 */
record CsvColumns(List<String> names, List<CsvValues> features, CsvValues target, int rows) {

    private static final int NAMED = 20;

    static CsvColumns of(Csv spec, CsvFile file) {
        CsvProfile profile = file.profile();
        List<CsvColumn> columns = new ArrayList<>();
        CsvColumn target = column(profile, spec.target(), "target");
        List<String> names = spec.features();
        if (names == null) {
            names = profile.names().stream()
                    .filter(name -> !name.equals(spec.target()))
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
        if (spec.missing() == MissingValues.REFUSE) {
            columns.forEach(CsvColumns::requireComplete);
        }
        CsvValues targetValues = CsvValues.of(target, "target", profile.rows());
        List<CsvValues> all =
                Stream.concat(features.stream(), Stream.of(targetValues)).toList();
        return new CsvColumns(
                names,
                features,
                targetValues,
                fill(file, columns.stream().map(CsvColumn::name).toList(), all));
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
