package dev.backflow.datasets;

import java.util.Set;
import java.util.regex.Pattern;

/** What the text in one place of a table means. */
final class Cell {

    /** As they are written by spreadsheets, R, pandas and databases, and in the UCI repository. */
    private static final Set<String> MISSING = Set.of("", "NA", "N/A", "NaN", "nan", "null", "NULL", "?");

    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");

    private static final double LARGEST_EXACT = 0x1p53;

    private Cell() {}

    static boolean isMissing(String cell) {
        return MISSING.contains(cell.strip());
    }

    static boolean isNumber(String cell) {
        return NUMBER.matcher(cell.strip()).matches();
    }

    /** Zero has no sign, so that it is equal to zero. */
    static double number(String cell) {
        return Double.parseDouble(cell.strip()) + 0.0;
    }

    /** A number as the name of a class: {@code 3} for 3.0. */
    static String name(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_EXACT;
        return whole ? String.valueOf((long) number) : String.valueOf(number);
    }
}
