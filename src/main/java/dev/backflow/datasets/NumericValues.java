package dev.backflow.datasets;

import dev.backflow.spec.Check;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/** Numbers; as categories, equal ones are one. */
final class NumericValues implements CsvValues {

    private static final int MOST_NUMBERED = 20;

    private final String column;
    private final String path;
    private final double[] numbers;
    private int size;

    NumericValues(String column, String path, int rows) {
        this.column = column;
        this.path = path;
        numbers = new double[rows];
    }

    @Override
    public void add(String cell) {
        numbers[size++] = Cell.number(cell);
    }

    double at(int row) {
        return numbers[row];
    }

    /** Whether they look like classes: two values only, or all whole numbers from 0 or 1 up to some small one. */
    boolean numberClasses() {
        TreeSet<Double> values = different(MOST_NUMBERED);
        double first = values.first();
        boolean numbered = (first == 0 || first == 1)
                && values.last() == first + values.size() - 1
                && values.stream().allMatch(value -> value == Math.rint(value));
        return values.size() == 2 || values.size() > 2 && values.size() <= MOST_NUMBERED && numbered;
    }

    /** All of them, or one more than {@code most} if there are more. */
    private TreeSet<Double> different(int most) {
        TreeSet<Double> values = new TreeSet<>();
        for (int row = 0; row < size && values.size() <= most; row++) {
            values.add(numbers[row]);
        }
        return values;
    }

    private double[] classes() {
        TreeSet<Double> values = different(DatasetSpec.MOST_CLASSES);
        Check.require(values.size() <= DatasetSpec.MOST_CLASSES, path, column, CategoricalValues.TOO_MANY);
        return values.stream().mapToDouble(value -> value).toArray();
    }

    @Override
    public List<String> categories() {
        return Arrays.stream(classes()).mapToObj(Cell::name).toList();
    }

    @Override
    public int[] codes() {
        double[] classes = classes();
        return Arrays.stream(numbers, 0, size)
                .mapToInt(number -> Arrays.binarySearch(classes, number))
                .toArray();
    }
}
