package dev.backflow.exports;

import dev.backflow.recording.Axis;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** In which form recorded numbers leave. */
public enum ExportFormat {
    /** A number a row: {@link LongCsvWriter}. */
    CSV_LONG(Axis.EPOCH) {
        @Override
        ExportWriter writer(Export export, OutputStream out) throws IOException {
            return new LongCsvWriter(export.recording(), out);
        }
    },
    /** An epoch a row: {@link WideCsvWriter}. */
    CSV_WIDE(Axis.EPOCH) {
        @Override
        ExportWriter writer(Export export, OutputStream out) throws IOException {
            return new WideCsvWriter(export.recording(), out);
        }
    },
    /** A bin a row: {@link HistogramCsvWriter}. */
    CSV_HISTOGRAMS(Axis.EPOCH) {
        @Override
        ExportWriter writer(Export export, OutputStream out) throws IOException {
            return new HistogramCsvWriter(export.recording(), out);
        }
    },
    /** A number a row of what was recorded inside epochs: {@link StepCsvWriter}. */
    CSV_STEPS(Axis.STEP) {
        @Override
        ExportWriter writer(Export export, OutputStream out) throws IOException {
            return new StepCsvWriter(export.recording(), out);
        }
    },
    /** An epoch a line, then a step a line: {@link JsonRows}. */
    NDJSON(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Export export, OutputStream out) {
            return new NdjsonWriter(export.recording(), out);
        }
    },
    /** One document: the run, its epochs and its steps. */
    JSON(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Export export, OutputStream out) {
            return new JsonDocumentWriter(export, out);
        }
    },
    /** What TensorBoard reads: {@link TensorBoardWriter}. */
    TFEVENTS(Axis.EPOCH, Axis.STEP) {
        @Override
        ExportWriter writer(Export export, OutputStream out) throws IOException {
            return new TensorBoardWriter(export.started(), out);
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

    abstract ExportWriter writer(Export export, OutputStream out) throws IOException;
}
