package dev.backflow.storage;

import java.sql.Array;
import java.sql.SQLException;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Strings chunks together, leaving out the epochs that were not asked for. */
final class ColumnBuilder {

    private final int from;
    private final int to;
    private final IntStream.Builder epochs = IntStream.builder();
    private final DoubleStream.Builder values = DoubleStream.builder();
    private final LongStream.Builder nonFinite = LongStream.builder();

    ColumnBuilder(int from, int to) {
        this.from = from;
        this.to = to;
    }

    void add(Array chunkEpochs, Array chunkValues) throws SQLException {
        Object[] epoch = (Object[]) chunkEpochs.getArray();
        Object[] value = (Object[]) chunkValues.getArray();
        for (int i = 0; i < epoch.length; i++) {
            if (wanted(epoch[i])) {
                epochs.add((Integer) epoch[i]);
                values.add(((Number) value[i]).doubleValue());
            }
        }
    }

    void add(Array chunkEpochs, Array chunkValues, Array chunkNonFinite) throws SQLException {
        add(chunkEpochs, chunkValues);
        Object[] epoch = (Object[]) chunkEpochs.getArray();
        Object[] count = (Object[]) chunkNonFinite.getArray();
        for (int i = 0; i < epoch.length; i++) {
            if (wanted(epoch[i])) {
                nonFinite.add((Long) count[i]);
            }
        }
    }

    private boolean wanted(Object epoch) {
        return from <= (Integer) epoch && (Integer) epoch <= to;
    }

    MetricColumn metric() {
        return new MetricColumn(epochs.build().toArray(), values.build().toArray());
    }

    StatisticColumn statistic() {
        return new StatisticColumn(
                epochs.build().toArray(),
                values.build().toArray(),
                nonFinite.build().toArray());
    }
}
