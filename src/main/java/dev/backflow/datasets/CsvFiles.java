package dev.backflow.datasets;

import java.util.Optional;
import java.util.function.UnaryOperator;

/** Where uploaded files are found; whoever keeps them implements it. */
@FunctionalInterface
public interface CsvFiles {

    Optional<CsvFile> find(String id);

    /** The same, unless the caller may not see it. */
    default Optional<CsvFile> visible(String id) {
        return find(id);
    }

    /** Fills in what a data set says of its file, where one is read; leaves everything else alone. */
    static UnaryOperator<Object> completion(CsvFiles files) {
        return read -> read instanceof Csv csv ? csv.in(files::visible) : read;
    }
}
