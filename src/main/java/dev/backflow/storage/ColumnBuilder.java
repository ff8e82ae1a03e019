package dev.backflow.storage;

import java.sql.Array;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.function.IntToDoubleFunction;

/** Strings chunks together, leaving out the epochs that were not asked for. */
final class ColumnBuilder {

    private final int from;
    private final int to;
    private int length;
    private int[] epochs = new int[Chunks.MAX_EPOCHS];
    private double[] values = new double[Chunks.MAX_EPOCHS];
    private long[] nonFinite = new long[Chunks.MAX_EPOCHS];

    ColumnBuilder(int from, int to) {
        this.from = from;
        this.to = to;
    }

    /** @param value of each place in the chunk */
    void add(Array chunkEpochs, IntToDoubleFunction value) throws SQLException {
        add((Object[]) chunkEpochs.getArray(), value, null);
    }

    void add(Array chunkEpochs, IntToDoubleFunction value, Object[] chunkNonFinite) throws SQLException {
        add((Object[]) chunkEpochs.getArray(), value, chunkNonFinite);
    }

    private void add(Object[] chunkEpochs, IntToDoubleFunction value, Object[] chunkNonFinite) {
        makeRoom(chunkEpochs.length);
        for (int i = 0; i < chunkEpochs.length; i++) {
            int epoch = (Integer) chunkEpochs[i];
            if (from <= epoch && epoch <= to) {
                epochs[length] = epoch;
                values[length] = value.applyAsDouble(i);
                nonFinite[length] = chunkNonFinite == null ? 0 : (Long) chunkNonFinite[i];
                length++;
            }
        }
    }

    private void makeRoom(int more) {
        if (length + more > epochs.length) {
            int capacity = Math.max(2 * epochs.length, length + more);
            epochs = Arrays.copyOf(epochs, capacity);
            values = Arrays.copyOf(values, capacity);
            nonFinite = Arrays.copyOf(nonFinite, capacity);
        }
    }

    MetricColumn metric() {
        return new MetricColumn(Arrays.copyOf(epochs, length), Arrays.copyOf(values, length));
    }

    StatisticColumn statistic() {
        return new StatisticColumn(
                Arrays.copyOf(epochs, length), Arrays.copyOf(values, length), Arrays.copyOf(nonFinite, length));
    }
}
