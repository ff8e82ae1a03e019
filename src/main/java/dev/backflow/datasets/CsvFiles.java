package dev.backflow.datasets;

import java.util.Optional;

/** Where uploaded files are found; whoever keeps them implements it. */
@FunctionalInterface
public interface CsvFiles {

    Optional<CsvFile> find(String id);

    /** Fills in what a data set says of its file, where one is read; leaves everything else alone. */
    default Object complete(Object read) {
        return read instanceof Csv csv ? csv.in(this) : read;
    }
}
