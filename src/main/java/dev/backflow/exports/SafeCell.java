package dev.backflow.exports;

/**
 * Texts in CSV files that people open in spreadsheets. One that a spreadsheet would take for a formula gets an
 * apostrophe before it, as OWASP's page on CSV injection recommends; quoting is left to the writer. Numbers need none.
 */
final class SafeCell {

    private static final String FORMULA_BEGINS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20";

    private SafeCell() {}

    static String text(String text) {
        return !text.isEmpty() && FORMULA_BEGINS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
