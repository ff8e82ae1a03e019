package dev.backflow.datasets;

import java.util.Optional;

/** Where uploaded files are found; whoever keeps them implements it. */
@FunctionalInterface
public interface CsvFiles {

    Optional<CsvFile> find(String id);
}
