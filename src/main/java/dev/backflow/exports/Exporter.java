package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.RunSpecs;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedBlocks;
import java.io.IOException;
import java.io.OutputStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;

/**
 * Writes everything recorded of a run, as it is stored when the export begins, while it reads. Memory does not grow with
 * the run: at most {@value #MOST_NUMBERS} numbers, or those of one epoch, are held at a time.
 */
@Service
public class Exporter {

    private static final int MOST_NUMBERS = 1 << 17;

    private final RecordedBlocks recorded;

    Exporter(RecordedBlocks recorded) {
        this.recorded = recorded;
    }

    /**
     * @param described the run as clients see it, for those formats that describe it
     * @throws IOException if {@code out} takes no more
     * @throws org.springframework.dao.DataRetrievalFailureException if the run is deleted or started again meanwhile; what was written is then incomplete
     */
    public void export(Run run, JsonNode described, ExportFormat format, OutputStream out) throws IOException {
        RunSpec spec = RunSpecs.of(run);
        int length = Math.max(1, MOST_NUMBERS / numbersPerEpoch(spec));
        ExportWriter writer = format.writer(run, described, out);
        Map<Axis, List<Integer>> chunks = new EnumMap<>(Axis.class);
        format.axes().forEach(axis -> chunks.put(axis, recorded.chunks(run.id(), axis)));
        for (Axis axis : format.axes()) {
            for (int chunk : chunks.get(axis)) {
                write(run.id(), spec, axis, chunk, length, writer);
            }
        }
        writer.close(); // not after a failure: an incomplete export must not look complete
    }

    private void write(String runId, RunSpec spec, Axis axis, int chunk, int length, ExportWriter writer)
            throws IOException {
        List<String> layers = spec.layerNames();
        List<Tensor> tensors = spec.recording().tensors();
        RecordedBlock block;
        int from = 0;
        do {
            block = recorded.read(runId, axis, chunk, from, length, layers, tensors);
            writer.write(block);
            from += length;
        } while (block.places().length == length);
    }

    private static int numbersPerEpoch(RunSpec spec) {
        int tensors = spec.recording().tensors().stream()
                .mapToInt(tensor -> spec.layerNames(tensor).size())
                .sum();
        int histograms = spec.recording().histograms().stream()
                .mapToInt(tensor -> spec.layerNames(tensor).size())
                .sum();
        return 1 + histograms * Bins.COUNT + tensors * Statistic.values().length; // metrics are few
    }
}
