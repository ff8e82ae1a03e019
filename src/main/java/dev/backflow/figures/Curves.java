package dev.backflow.figures;

import dev.backflow.series.Columns;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleUnaryOperator;

/** Columns cut at their gaps, as rows of x, y, name and piece; what stands alone between gaps goes to the dots. */
record Curves(Map<String, List<Object>> lines, Map<String, List<Object>> dots) {

    /** @param places where a number is drawn; NaN if it cannot be */
    Curves(Columns columns, DoubleUnaryOperator places) {
        this(empty(), empty());
        Map<String, Number[]> all = new LinkedHashMap<>(columns.columns());
        Number[] epochs = all.remove("epoch");
        int piece = 0;
        for (Map.Entry<String, Number[]> column : all.entrySet()) {
            double[] values = Arrays.stream(column.getValue())
                    .mapToDouble(value -> value == null ? Double.NaN : places.applyAsDouble(value.doubleValue()))
                    .toArray();
            int from = 0;
            for (int i = 0; i <= values.length; i++) {
                if (i == values.length || Double.isNaN(values[i])) {
                    Map<String, List<Object>> rows = i - from > 1 ? lines : dots;
                    for (int row = from; row < i; row++) {
                        Plot.add(rows, "x", epochs[row].doubleValue());
                        Plot.add(rows, "y", values[row]);
                        Plot.add(rows, "name", column.getKey());
                        Plot.add(rows, "piece", (double) piece);
                    }
                    piece++;
                    from = i + 1;
                }
            }
        }
    }

    boolean isEmpty() {
        return lines.get("x").isEmpty() && dots.get("x").isEmpty();
    }

    private static Map<String, List<Object>> empty() {
        Map<String, List<Object>> rows = new LinkedHashMap<>();
        for (String column : List.of("x", "y", "name", "piece")) {
            rows.put(column, new ArrayList<>());
        }
        return rows;
    }
}
