package dev.backflow.runs;

import dev.backflow.datasets.Csv;
import dev.backflow.datasets.CsvFiles;
import dev.backflow.datasets.Dataset;
import dev.backflow.datasets.DatasetCache;
import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.datasets.LargeData;
import dev.backflow.datasets.TargetScale;
import dev.backflow.engine.ClassWeight;
import dev.backflow.engine.Examples;
import java.util.List;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import tools.jackson.databind.json.JsonMapper;

/**
 * The examples of a run, made once for all runs on one data set; and what was fitted to them, kept with a run on
 * uploaded or scaled data when it is first trained, so that asking it later makes no data set.
 */
@Service
public class TrainingData {

    /** Of the heap, for data sets. */
    private static final int SHARE = 8;

    private final DatasetCache datasets;
    private final FittedDataRepository fits;
    private final JsonMapper mapper;

    TrainingData(CsvFiles files, FittedDataRepository fits, JsonMapper mapper) {
        datasets = new DatasetCache(files, Runtime.getRuntime().maxMemory() / SHARE);
        this.fits = fits;
        this.mapper = mapper;
    }

    /** All examples, those trained on first, for a run that is about to be trained. They are shared: read only. */
    public Examples begin(String runId, RunSpec spec) {
        Dataset made = make(spec);
        if (isKept(spec) && !fits.existsById(runId)) {
            keep(runId, fitted(made, spec));
        }
        return made.examples();
    }

    /** All examples, those trained on first, for a training that is no run. They are shared: read only. */
    public Examples all(RunSpec spec) {
        return make(spec).examples();
    }

    /** The examples that are trained on, with the weights of their classes. They are shared: read only. */
    public Examples training(RunSpec spec) {
        Examples trained = make(spec).examples().rows(0, spec.trainingExamples());
        ClassWeight weight = spec.training().classWeight();
        return weight == null ? trained : weight.weigh(trained);
    }

    /** The examples that are validated on; none if nothing is held out. They are shared: read only. */
    public Examples heldOut(RunSpec spec) {
        Examples all = make(spec).examples();
        return all.rows(spec.trainingExamples(), all.size());
    }

    /** What each input of the network is called: its column, with the category where it is one of several. */
    public List<String> inputNames(RunSpec spec) {
        return make(spec).encoding().inputNames();
    }

    /** How features in the data set's units become what the run's network sees, and its answers targets. */
    public Fitted encoding(String runId, RunSpec spec) {
        return isKept(spec)
                ? fitted(runId, spec)
                : new Fitted(FeatureEncoding.plain(spec.dataset().inputs()), TargetScale.NONE, null);
    }

    /**
     * All examples, those of validation too, as points of the plane; empty if they do not have two numeric features.
     */
    public Optional<PlaneExamples> plane(String runId, RunSpec spec) {
        return spec.dataset().isPlane()
                ? Optional.ofNullable((isKept(spec) ? fitted(runId, spec) : fitted(spec)).plane())
                : Optional.empty();
    }

    /** Of a run that was trained when nothing was kept, fitted now. */
    private Fitted fitted(String runId, RunSpec spec) {
        return fits.findById(runId)
                .map(found -> mapper.readValue(found.fitted(), Fitted.class))
                .orElseGet(() -> keep(runId, fitted(spec)));
    }

    /** Everything else follows from the spec. */
    private static boolean isKept(RunSpec spec) {
        return spec.dataset() instanceof Csv || !spec.dataset().columns().isNone();
    }

    private Fitted keep(String runId, Fitted fitted) {
        try {
            fits.save(new FittedData(runId, mapper.writeValueAsString(fitted)));
        } catch (DataIntegrityViolationException e) {
            // the run is gone, or somebody else was faster
        }
        return fitted;
    }

    private Fitted fitted(RunSpec spec) {
        return LargeData.inTurn(spec.dataset(), () -> fitted(make(spec), spec));
    }

    private static Fitted fitted(Dataset made, RunSpec spec) {
        return Fitted.of(made, spec.dataset());
    }

    private Dataset make(RunSpec spec) {
        return datasets.of(spec.data());
    }
}
