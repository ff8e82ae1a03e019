package dev.backflow.storage;

import dev.backflow.recording.Statistic;
import dev.backflow.recording.Statistics;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;

/** A row of a {@link ChunkTable}: one tensor of one layer over consecutive places. */
final class StatisticsRow {

    private final ResultSet row;
    private int[] places = {};
    private final Map<Statistic, double[]> read = new EnumMap<>(Statistic.class);

    StatisticsRow(ResultSet row) {
        this.row = row;
    }

    int[] places() throws SQLException {
        if (places.length == 0) {
            places = SqlArrays.ints(row, "places");
        }
        return places;
    }

    /** A number for each place: NaN where the statistic was not recorded yet when the row was written. */
    double[] values(Statistic statistic) throws SQLException {
        double[] values = read.get(statistic);
        if (values == null) {
            values = statistic.isDerived()
                    ? derived(statistic)
                    : SqlArrays.doubles(row, statistic.wireName(), places().length);
            read.put(statistic, values);
        }
        return values;
    }

    long[] nonFinite() throws SQLException {
        return SqlArrays.longs(row, Statistic.NON_FINITE.wireName());
    }

    private double[] derived(Statistic statistic) throws SQLException {
        double[] mean = values(Statistic.MEAN);
        double[] std = values(Statistic.STD);
        if (statistic == Statistic.RMS) {
            return IntStream.range(0, mean.length)
                    .mapToDouble(i -> Statistics.rms(mean[i], std[i]))
                    .toArray();
        }
        long[] nonFinite = nonFinite();
        long[] each = SqlArrays.longs(row, "elements_each");
        long all = row.getLong("elements");
        return IntStream.range(0, mean.length)
                .mapToDouble(i -> Statistics.l2(mean[i], std[i], (each.length == 0 ? all : each[i]) - nonFinite[i]))
                .toArray();
    }
}
