package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes everything recorded of a run, as it is stored when the export begins, while it reads. Memory does not grow
 * with the run: at most {@value #MOST_NUMBERS} numbers, or those of one epoch, are held at a time.
 */
public final class Exporter {

    private static final int MOST_NUMBERS = 1 << 17;

    private Exporter() {}

    /**
     * Writes an export.
     *
     * @throws IOException if {@code out} takes no more
     * @throws org.springframework.dao.DataRetrievalFailureException if the run is deleted or started again meanwhile;
     *     what was written is then incomplete
     */
    public static void write(Export export, ExportFormat format, OutputStream out) throws IOException {
        RecordedRun recording = export.recording();
        int length = Math.max(1, MOST_NUMBERS / numbersPerEpoch(recording.outline()));
        ExportWriter writer = format.writer(export, out);
        Map<Axis, List<Integer>> chunks = new LinkedHashMap<>();
        format.axes().forEach(axis -> chunks.put(axis, recording.chunks(axis)));
        for (Map.Entry<Axis, List<Integer>> axis : chunks.entrySet()) {
            for (int chunk : axis.getValue()) {
                write(recording, axis.getKey(), chunk, length, writer);
            }
        }
        writer.close(); // not after a failure: an incomplete export must not look complete
    }

    private static void write(RecordedRun recording, Axis axis, int chunk, int length, ExportWriter writer)
            throws IOException {
        RecordedBlock block;
        int from = 0;
        do {
            block = recording.block(axis, chunk, from, length);
            writer.write(block);
            from += length;
        } while (block.places().length == length);
    }

    private static int numbersPerEpoch(Outline outline) {
        int histograms = layers(outline, outline.histograms());
        int tensors = layers(outline, outline.tensors());
        return 1 + histograms * Bins.COUNT + tensors * Statistic.values().length; // metrics are few
    }

    private static int layers(Outline outline, List<Tensor> tensors) {
        return tensors.stream()
                .mapToInt(tensor -> outline.layerNames(tensor).size())
                .sum();
    }
}
