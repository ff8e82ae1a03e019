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
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVPrinter;

/**
 * A row for each epoch (RFC 4180): {@code run_id, run_name, epoch}, the metrics, then {@code layer.tensor.statistic}
 * for each statistic of each tensor of each layer, and {@code layer.saturation}, {@code layer.dead_units} and {@code
 * layer.inactive_units}. Numbers are written as in {@link LongCsvWriter}.
 */
public final class WideCsvWriter implements ExportWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "text/csv", "{run}.csv", (export, out) -> new WideCsvWriter(export.recording(), out), Axis.EPOCH);

    private final CSVPrinter csv;
    private final RecordedRun run;
    private List<String> metrics = List.of();
    private boolean begun;

    WideCsvWriter(RecordedRun run, OutputStream out) throws IOException {
        this.run = run;
        csv = TidyCsvWriter.printer(out);
    }

    @Override
    public void write(RecordedBlock block) throws IOException {
        if (!begun) {
            header(block);
        }
        for (int i = 0; i < block.places().length; i++) {
            csv.print(run.id());
            csv.print(SafeCell.text(run.name()));
            csv.print(block.places()[i]);
            for (String metric : metrics) { // the rate of a run that an older version began has no column
                double[] values = block.metrics().get(metric);
                csv.print(values == null ? "" : NumberText.text(values[i]));
            }
            for (TensorBlock tensor : block.tensors()) {
                for (Statistic statistic : Statistic.values()) {
                    csv.print(NumberText.text(statistic, tensor.at(statistic, i)));
                }
            }
            for (double[][] slopes : block.slopes().values()) {
                for (double[] slope : slopes) {
                    csv.print(NumberText.text(slope[i]));
                }
            }
            csv.println();
        }
    }

    private void header(RecordedBlock block) throws IOException {
        begun = true;
        csv.print("run_id");
        csv.print("run_name");
        csv.print("epoch");
        metrics = List.copyOf(block.metrics().keySet());
        for (String metric : metrics) {
            csv.print(SafeCell.text(metric));
        }
        for (TensorBlock tensor : block.tensors()) {
            String place = SafeCell.text(tensor.layer()) + "." + tensor.tensor().wireName() + ".";
            for (Statistic statistic : Statistic.values()) {
                csv.print(place + statistic.wireName());
            }
        }
        for (String layer : block.slopes().keySet()) {
            for (SlopeMeasure measure : SlopeMeasure.values()) {
                csv.print(SafeCell.text(layer) + "." + measure.wireName());
            }
        }
        csv.println();
    }

    @Override
    public void close() throws IOException {
        if (!begun) {
            header(new RecordedBlock(Axis.EPOCH, new int[0], Map.of(), List.of(), Map.of()));
        }
        csv.flush();
    }
}
