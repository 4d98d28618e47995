package org.restante.contacts;

/**
 * Cells that no spreadsheet takes for a formula. It would run one that begins like a formula,
 * whatever quotes are around it; so such a cell, and one that begins with an apostrophe, gets an
 * apostrophe before it, and reading takes it away again.
 */
final class CsvCells {

    /** What stands between the parts of a cell, as Google has it. */
    static final String PART = " ::: ";

    /** What stands before the octets of a picture. */
    static final String DATA = "base64,";

    /** Also what some spreadsheets take for these signs, and what they skip before a sign. */
    private static final String DANGEROUS = "=+-@\t\r\n|%'\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvCells() {}

    static String guarded(String cell) {
        return !cell.isEmpty() && DANGEROUS.indexOf(cell.charAt(0)) >= 0 ? "'" + cell : cell;
    }

    static String unguarded(String cell) {
        return cell.length() > 1 && cell.charAt(0) == '\'' && DANGEROUS.indexOf(cell.charAt(1)) >= 0
                ? cell.substring(1)
                : cell;
    }
}
