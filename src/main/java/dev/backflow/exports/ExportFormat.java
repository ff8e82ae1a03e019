package dev.backflow.exports;

import dev.backflow.recording.Axis;
import dev.backflow.runs.Run;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** In which form recorded numbers leave. */
public enum ExportFormat {
    /** A number a row: {@link LongCsvWriter}. */
    CSV_LONG(Axis.EPOCH) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new LongCsvWriter(run, out);
        }
    },
    /** An epoch a row: {@link WideCsvWriter}. */
    CSV_WIDE(Axis.EPOCH) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new WideCsvWriter(run, out);
        }
    },
    /** A bin a row: {@link HistogramCsvWriter}. */
    CSV_HISTOGRAMS(Axis.EPOCH) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new HistogramCsvWriter(run, out);
        }
    },
    /** A number a row of what was recorded inside epochs: {@link StepCsvWriter}. */
    CSV_STEPS(Axis.STEP) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new StepCsvWriter(run, out);
        }
    },
    /** An epoch a line, then a step a line: {@link JsonRows}. */
    NDJSON(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) {
            return new NdjsonWriter(run, out);
        }
    },
    /** One document: the run, its epochs and its steps. */
    JSON(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) {
            return new JsonDocumentWriter(run, described, out);
        }
    },
    /** What TensorBoard reads: {@link TensorBoardWriter}. */
    TFEVENTS(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new TensorBoardWriter(run.startedAt().orElse(run.submittedAt()), out);
        }
    };

    private final List<Axis> axes;

    ExportFormat(Axis... axes) {
        this.axes = List.of(axes);
    }

    /** Along what it has numbers, in this order. */
    List<Axis> axes() {
        return axes;
    }

    /** @param described the run as clients see it */
    abstract ExportWriter writer(Run run, JsonNode described, OutputStream out) throws IOException;
}
