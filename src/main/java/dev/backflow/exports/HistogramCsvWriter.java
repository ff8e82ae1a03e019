package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Bins;
import dev.backflow.recording.Histogram;
import dev.backflow.series.NumberText;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.TensorBlock;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Tidy rows (RFC 4180), one for each bin that is not empty: {@code run_id, run_name, epoch, layer, tensor, lower,
 * upper, count}. The outermost bins are open and end at {@code -Infinity} and {@code Infinity}.
 */
public final class HistogramCsvWriter extends TidyCsvWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "text/csv", "{run}.csv", (export, out) -> new HistogramCsvWriter(export.recording(), out), Axis.EPOCH);

    HistogramCsvWriter(RecordedRun run, OutputStream out) throws IOException {
        super(run, out, "epoch", "layer", "tensor", "lower", "upper", "count");
    }

    @Override
    public void write(RecordedBlock block) throws IOException {
        for (int i = 0; i < block.places().length; i++) {
            for (TensorBlock tensor : block.tensors()) {
                if (tensor.histograms() != null) {
                    write(block.places()[i], tensor, tensor.histograms().get(i));
                }
            }
        }
    }

    private void write(int epoch, TensorBlock tensor, Histogram histogram) throws IOException {
        String layer = SafeCell.text(tensor.layer());
        for (int k = 0; k < histogram.bins().length; k++) {
            int bin = histogram.bins()[k];
            String lower = NumberText.text(Bins.lower(bin));
            String upper = NumberText.text(Bins.upper(bin));
            row(
                    epoch,
                    layer,
                    tensor.tensor().wireName(),
                    lower,
                    upper,
                    histogram.counts()[k]);
        }
    }
}
