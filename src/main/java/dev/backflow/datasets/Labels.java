package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.ejml.data.FMatrixRMaj;

/** Class numbers as targets. */
final class Labels {

    private Labels() {}

    /**
     * @param labels a class from 0 for each sample
     * @param columns 1 for a column that holds the class itself, which must be 0 or 1; else one column for each class
     * @return samples × columns, zeros and ones
     */
    static FMatrixRMaj encode(int[] labels, int columns) {
        FMatrixRMaj targets = new FMatrixRMaj(labels.length, columns);
        for (int row = 0; row < labels.length; row++) {
            if (columns == 1) {
                targets.data[row] = labels[row];
            } else {
                targets.data[row * columns + labels[row]] = 1;
            }
        }
        return targets;
    }

    /** A copy of {@code classes}, two or more different numbers that are all that {@code targets} consist of. */
    static List<Double> checked(List<Double> classes, List<List<Double>> targets) {
        List<Double> copy = NumberTable.row("classes", classes);
        Check.between("classes", copy.size(), 2, DatasetSpec.MOST_CLASSES);
        Map<Double, Integer> places = places(copy);
        Check.require(places.size() == copy.size(), "classes", copy.size() + " numbers", "must name each class once");
        Check.require(
                targets.get(0).size() == 1,
                "classes",
                copy.size() + " numbers",
                "must be left out: the targets have " + targets.get(0).size() + " columns, and classes are in one");
        for (int row = 0; row < targets.size(); row++) {
            double number = targets.get(row).get(0);
            Check.require(
                    places.containsKey(number + 0.0),
                    "targets/" + row,
                    number,
                    "must be one of the classes, " + named(copy));
        }
        return copy;
    }

    private static String named(List<Double> classes) {
        int shown = Math.min(20, classes.size());
        return String.join(
                        ", ", classes.subList(0, shown).stream().map(Cell::name).toList())
                + (shown < classes.size() ? ", …" : "");
    }

    /** Which of the classes each target is. */
    static int[] numbers(List<Double> classes, List<List<Double>> targets) {
        Map<Double, Integer> places = places(classes);
        return targets.stream().mapToInt(row -> places.get(row.get(0) + 0.0)).toArray();
    }

    /** Zero has no sign. */
    private static Map<Double, Integer> places(List<Double> classes) {
        Map<Double, Integer> places = new HashMap<>();
        IntStream.range(0, classes.size()).forEach(place -> places.put(classes.get(place) + 0.0, place));
        return places;
    }
}
