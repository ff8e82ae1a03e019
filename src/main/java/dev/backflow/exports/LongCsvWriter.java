package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.recording.SlopeMeasure;
import dev.backflow.recording.Statistic;
import dev.backflow.series.NumberText;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.TensorBlock;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/**
 * Tidy rows (RFC 4180), one for each number: {@code run_id, run_name, epoch, layer, tensor, statistic, value}. Layer
 * and tensor of a metric are empty, and so is the tensor of what is measured of a layer's slopes. NaN and ±∞ are
 * written as {@code NaN}, {@code Infinity} and {@code -Infinity}; how many elements were left out of a tensor's
 * statistics is its statistic {@code non_finite}.
 */
public final class LongCsvWriter extends TidyCsvWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "text/csv", "{run}.csv", (export, out) -> new LongCsvWriter(export.recording(), out), Axis.EPOCH);

    LongCsvWriter(RecordedRun run, OutputStream out) throws IOException {
        super(run, out, "epoch", "layer", "tensor", "statistic", "value");
    }

    @Override
    public void write(RecordedBlock block) throws IOException {
        for (int i = 0; i < block.places().length; i++) {
            int epoch = block.places()[i];
            for (Map.Entry<String, double[]> metric : block.metrics().entrySet()) {
                String value = NumberText.text(metric.getValue()[i]);
                row(epoch, "", "", SafeCell.text(metric.getKey()), value);
            }
            for (TensorBlock tensor : block.tensors()) {
                String layer = SafeCell.text(tensor.layer());
                for (Statistic statistic : Statistic.values()) {
                    String value = NumberText.text(statistic, tensor.at(statistic, i));
                    row(epoch, layer, tensor.tensor().wireName(), statistic.wireName(), value);
                }
            }
            for (Map.Entry<String, double[][]> slopes : block.slopes().entrySet()) {
                for (SlopeMeasure measure : SlopeMeasure.values()) {
                    String value = NumberText.text(slopes.getValue()[measure.ordinal()][i]);
                    row(epoch, SafeCell.text(slopes.getKey()), "", measure.wireName(), value);
                }
            }
        }
    }
}
