package dev.backflow.datasets;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;

/**
 * Makes a data set once for all the runs of an experiment: keeps the data sets used last as long as there is memory for
 * them. Uploaded files never change, so that a spec always gives the same bits.
 */
public final class DatasetCache {

    private final CsvFiles files;
    private final Cache<TrainingSet, Dataset> recent;

    /** @param mostBytes of all that it keeps; a data set larger than that is made anew for everybody */
    public DatasetCache(CsvFiles files, long mostBytes) {
        this.files = files;
        recent = Caffeine.newBuilder()
                .maximumWeight(mostBytes)
                .weigher((TrainingSet key, Dataset made) -> (int) Math.min(Integer.MAX_VALUE, made.bytes()))
                .softValues()
                .executor(Runnable::run)
                .build();
    }

    /**
     * The data set, whose arrays are everybody's.
     *
     * @throws dev.backflow.spec.InvalidSpecException if its file is gone or is another
     */
    public Dataset of(TrainingSet set) {
        return set.isWritten() ? set.load(files) : recent.get(set, key -> key.load(files));
    }
}
