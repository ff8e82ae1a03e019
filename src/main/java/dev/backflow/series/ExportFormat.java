package dev.backflow.series;

import dev.backflow.runs.Run;
import java.io.IOException;
import java.io.OutputStream;
import tools.jackson.databind.JsonNode;

/** In which form recorded numbers leave. */
public enum ExportFormat {
    /** A number a row: {@link LongCsvWriter}. */
    CSV_LONG {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new LongCsvWriter(run, out);
        }
    },
    /** An epoch a row: {@link WideCsvWriter}. */
    CSV_WIDE {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new WideCsvWriter(run, out);
        }
    },
    /** A bin a row: {@link HistogramCsvWriter}. */
    CSV_HISTOGRAMS {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new HistogramCsvWriter(run, out);
        }
    },
    /** A number a row of what was recorded inside epochs: {@link StepCsvWriter}. */
    CSV_STEPS {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new StepCsvWriter(run, out);
        }
    },
    /** An epoch a line: {@link JsonEpochs}. */
    NDJSON {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) {
            return new NdjsonWriter(out);
        }
    },
    /** One document: the run and its epochs. */
    JSON {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) {
            return new JsonDocumentWriter(described, out);
        }
    },
    /** What TensorBoard reads: {@link TensorBoardWriter}. */
    TFEVENTS {
        @Override
        EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException {
            return new TensorBoardWriter(run.startedAt().orElse(run.submittedAt()), out);
        }
    };

    /** @param described the run as clients see it */
    abstract EpochWriter writer(Run run, JsonNode described, OutputStream out) throws IOException;
}
