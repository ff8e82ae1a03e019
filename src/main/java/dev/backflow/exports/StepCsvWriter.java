package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.recording.Outline;
import dev.backflow.recording.Statistic;
import dev.backflow.series.NumberText;
import dev.backflow.storage.RecordedBlock;
import dev.backflow.storage.RecordedRun;
import dev.backflow.storage.TensorBlock;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Tidy rows (RFC 4180), one for each number recorded inside epochs: {@code run_id, run_name, step, epoch, layer,
 * tensor, statistic, value}, the epoch with the part of it that was done, such as 1.5. Blocks are of steps. Numbers are
 * written as in {@link LongCsvWriter}.
 */
public final class StepCsvWriter extends TidyCsvWriter {

    public static final ExportFormat FORMAT = new ExportFormat(
            "text/csv", "{run}.csv", (export, out) -> new StepCsvWriter(export.recording(), out), Axis.STEP);

    private final Outline outline;

    StepCsvWriter(RecordedRun run, OutputStream out) throws IOException {
        super(run, out, "step", "epoch", "layer", "tensor", "statistic", "value");
        outline = run.outline();
    }

    @Override
    public void write(RecordedBlock block) throws IOException {
        for (int i = 0; i < block.places().length; i++) {
            int step = block.places()[i];
            String epoch = NumberText.text(outline.epochOf(step));
            for (TensorBlock tensor : block.tensors()) {
                String layer = SafeCell.text(tensor.layer());
                for (Statistic statistic : Statistic.values()) {
                    String value = NumberText.text(statistic, tensor.at(statistic, i));
                    row(step, epoch, layer, tensor.tensor().wireName(), statistic.wireName(), value);
                }
            }
        }
    }
}
