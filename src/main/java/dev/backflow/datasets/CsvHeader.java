package dev.backflow.datasets;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The names of columns. */
final class CsvHeader {

    /** Ten thousand features and a target. */
    private static final int MOST_COLUMNS = 10_001;

    private static final int LONGEST = 200;

    private CsvHeader() {}

    /** The names without the space around them, each of them once. */
    static List<String> checked(long line, List<String> cells) {
        if (cells.isEmpty()) {
            throw new BadCsvException(1, 1, null, "must begin with a line of column names");
        }
        List<String> names = cells.stream().map(String::strip).toList();
        if (names.size() > MOST_COLUMNS) {
            throw new BadCsvException(line, MOST_COLUMNS + 1, null, "must have at most " + MOST_COLUMNS + " columns");
        }
        if (names.stream().allMatch(Cell::isNumber)) {
            throw new BadCsvException(
                    line, 1, names.get(0), "must be the name of a column; the first line holds only numbers");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            String reason = objection(name, seen);
            if (reason != null) {
                throw new BadCsvException(line, i + 1, CsvTable.shortened(name), reason);
            }
        }
        return names;
    }

    private static @Nullable String objection(String name, Set<String> seen) {
        if (name.isEmpty()) {
            return "must be the name of a column, not nothing";
        }
        if (name.length() > LONGEST || name.codePoints().anyMatch(Character::isISOControl)) {
            return "must be a name of at most " + LONGEST + " printable characters";
        }
        return seen.add(name) ? null : "is the name of an earlier column already; every column needs its own";
    }
}
