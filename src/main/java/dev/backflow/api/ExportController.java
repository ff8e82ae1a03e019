package dev.backflow.api;

import dev.backflow.exports.Export;
import dev.backflow.exports.ExportFormat;
import dev.backflow.exports.Exporter;
import dev.backflow.exports.HistogramCsvWriter;
import dev.backflow.exports.JsonDocumentWriter;
import dev.backflow.exports.LongCsvWriter;
import dev.backflow.exports.NdjsonWriter;
import dev.backflow.exports.StepCsvWriter;
import dev.backflow.exports.TensorBoardWriter;
import dev.backflow.exports.WideCsvWriter;
import dev.backflow.runs.Run;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.json.JsonMapper;

/** Everything recorded of a run as a file. */
@Tag(name = "Exports")
@RestController
@RequestMapping("/api/v1/runs/{id}")
class ExportController {

    /** How the rows of a CSV file are laid out. */
    enum Layout {
        /** A number a row. */
        LONG(LongCsvWriter.FORMAT),
        /** An epoch a row. */
        WIDE(WideCsvWriter.FORMAT),
        /** A bin of a histogram a row. */
        HISTOGRAMS(HistogramCsvWriter.FORMAT),
        /** A number a row, of what was recorded inside epochs. */
        STEPS(StepCsvWriter.FORMAT);

        private final ExportFormat format;

        Layout(ExportFormat format) {
            this.format = format;
        }
    }

    private final Recordings recordings;
    private final JsonMapper mapper;

    ExportController(Recordings recordings, JsonMapper mapper) {
        this.recordings = recordings;
        this.mapper = mapper;
    }

    /**
     * Export as CSV. Tidy, with a number in each row, or wide, with an epoch in each row and a column {@code
     * layer.tensor.statistic} for each number; or the histograms, with a bin that is not empty in each row; or what
     * {@code recording.every_steps} recorded inside epochs, tidy. What is not finite is written {@code NaN}, {@code
     * Infinity} or {@code -Infinity}. A text that a spreadsheet would take for a formula has an apostrophe before it.
     *
     * @param id the run
     * @param layout long, wide, histograms or steps
     */
    @GetMapping(path = "/export.csv", produces = "text/csv")
    void exportCsv(
            @PathVariable String id, @RequestParam(defaultValue = "long") Layout layout, HttpServletResponse response)
            throws IOException {
        send(id, layout.format, response);
    }

    /**
     * Export as lines of JSON, an epoch a line; then, if {@code recording.every_steps} recorded inside epochs, a step a
     * line, which has a {@code step}. What is not finite is null; a tensor's {@code non_finite} counts the elements
     * that its statistics leave out, and an epoch's {@code non_finite} says what a metric was. Histograms, where they
     * are kept, stand as {@code histogram} beside a tensor's statistics: the ends and the counts of those bins that are
     * not empty, null for the end of an open one.
     *
     * @param id the run
     */
    @GetMapping(path = "/export.ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void exportNdjson(@PathVariable String id, HttpServletResponse response) throws IOException {
        send(id, NdjsonWriter.FORMAT, response);
    }

    /**
     * Export as one JSON document: the run with its spec, its epochs and its steps, as in the lines of {@code
     * export.ndjson}.
     *
     * @param id the run
     */
    @GetMapping(path = "/export.json", produces = MediaType.APPLICATION_JSON_VALUE)
    void exportJson(@PathVariable String id, HttpServletResponse response) throws IOException {
        send(id, JsonDocumentWriter.FORMAT, response);
    }

    /**
     * Export for TensorBoard. Save it in a directory of its own and point {@code tensorboard --logdir} there. Scalars
     * are the metrics and {@code tensor/statistic/layer}, histograms {@code layer/tensor}; the step is the epoch. What
     * {@code recording.every_steps} recorded inside epochs has tags that begin with {@code steps/}; there it is the
     * optimizer step.
     *
     * @param id the run
     */
    @GetMapping(path = "/export.tfevents", produces = MediaType.APPLICATION_OCTET_STREAM_VALUE)
    void exportTfevents(@PathVariable String id, HttpServletResponse response) throws IOException {
        send(id, TensorBoardWriter.FORMAT, response);
    }

    private void send(String id, ExportFormat format, HttpServletResponse response) throws IOException {
        OpenRun open = recordings.open(id);
        Run run = open.run();
        response.setContentType(format.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(format.fileName(run.id(), run.submittedAt()))
                        .build()
                        .toString());
        Export export = new Export(
                open.recording(),
                mapper.valueToTree(RunView.of(run)),
                run.startedAt().orElse(run.submittedAt()));
        Exporter.write(export, format, response.getOutputStream());
    }
}
