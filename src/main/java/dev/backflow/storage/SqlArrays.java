package dev.backflow.storage;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;

/** Array columns as arrays of numbers; one that is null is empty. */
final class SqlArrays {

    private static final Object[] NULL = {};

    private SqlArrays() {}

    private static Object[] numbers(ResultSet row, String column) throws SQLException {
        Array array = row.getArray(column);
        return array == null ? NULL : (Object[]) array.getArray();
    }

    static double[] doubles(ResultSet row, String column) throws SQLException {
        Object[] numbers = numbers(row, column);
        double[] doubles = new double[numbers.length];
        for (int i = 0; i < doubles.length; i++) {
            doubles[i] = ((Number) numbers[i]).doubleValue();
        }
        return doubles;
    }

    /** NaN where the column is null, as it is of what was not recorded yet when the row was written. */
    static double[] doubles(ResultSet row, String column, int length) throws SQLException {
        double[] doubles = doubles(row, column);
        if (doubles.length < length) {
            doubles = new double[length];
            Arrays.fill(doubles, Double.NaN);
        }
        return doubles;
    }

    static int[] ints(ResultSet row, String column) throws SQLException {
        Object[] numbers = numbers(row, column);
        int[] ints = new int[numbers.length];
        for (int i = 0; i < ints.length; i++) {
            ints[i] = (Integer) numbers[i];
        }
        return ints;
    }

    static long[] longs(ResultSet row, String column) throws SQLException {
        Object[] numbers = numbers(row, column);
        long[] longs = new long[numbers.length];
        for (int i = 0; i < longs.length; i++) {
            longs[i] = (Long) numbers[i];
        }
        return longs;
    }
}
