package dev.backflow.storage;

import static java.util.stream.Collectors.joining;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Statistic;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Where statistics are stored: two tables of one shape, over epochs and over the optimizer steps inside them. */
enum ChunkTable {
    EPOCHS("statistics_chunk", "first_epoch", "epochs", false),
    STEPS("step_chunk", "first_step", "steps", true);

    /** Those that are stored as doubles, or floats; the column of each is its wire name. */
    static final List<Statistic> DOUBLES = Arrays.stream(Statistic.values())
            .filter(statistic -> statistic != Statistic.NON_FINITE && !statistic.isDerived())
            .toList();

    final String table;

    /** The first of the places in a row. */
    final String first;

    final String places;

    /** Whether batches, and with them tensors, may differ in size from place to place. */
    final boolean isRagged;

    ChunkTable(String table, String first, String places, boolean isRagged) {
        this.table = table;
        this.first = first;
        this.places = places;
        this.isRagged = isRagged;
    }

    static ChunkTable of(Axis axis) {
        return axis == Axis.STEP ? STEPS : EPOCHS;
    }

    /** Reads some statistics as {@link StatisticsRow}s, with what those need that follow from others. */
    String select(List<Statistic> statistics) {
        return selectOfMany(statistics) + " where run_id = ?";
    }

    /** The same of any runs. */
    String selectOfMany(List<Statistic> statistics) {
        return "select run_id, layer, tensor, " + places + " as places, elements, "
                + (isRagged ? "elements_each" : "cast(null as bigint array)") + " as elements_each, non_finite"
                + statistics.stream()
                        .filter(DOUBLES::contains)
                        .map(statistic -> ", " + statistic.wireName())
                        .collect(joining())
                + " from " + table;
    }

    /** Which rows begin after the first of three parameters and have places from the third to the second, in order. */
    String between() {
        return between(first, places);
    }

    static String between(String first, String places) {
        return " and " + first + " > ? and " + first + " <= ? and " + places + "[cardinality(" + places
                + ")] >= ? order by " + first;
    }

    /** The columns that are written. */
    List<String> columns() {
        Stream<String> keys = Stream.of("run_id", "layer", "tensor", first, places, "elements", "non_finite");
        Stream<String> doubles = DOUBLES.stream().map(Statistic::wireName);
        Stream<String> ragged = isRagged ? Stream.of("elements_each") : Stream.empty();
        return Stream.of(keys, doubles, ragged).flatMap(names -> names).toList();
    }
}
