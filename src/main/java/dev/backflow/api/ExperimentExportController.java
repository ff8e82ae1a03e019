package dev.backflow.api;

import dev.backflow.experiments.ExportedRuns;
import dev.backflow.exports.TableFormat;
import dev.backflow.exports.TableWriter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The runs of an experiment as a file. */
@Tag(name = "Experiments")
@RestController
@RequestMapping(ExperimentsController.PATH + "/{id}")
class ExperimentExportController {

    private final ExportedRuns runs;

    ExperimentExportController(ExportedRuns runs) {
        this.runs = runs;
    }

    /**
     * Export the runs as CSV. A row for each run: cell and settings, seed, state, the answer to the experiment's question
     * and whether that is learned, log10 of how much of the gradient arrives at the first layer, the rules that object,
     * and the metrics of the trained network. What is not finite is written {@code NaN}, {@code Infinity} or {@code
     * -Infinity}, what there is not yet is empty. A text that a spreadsheet would take for a formula has an apostrophe
     * before it.
     *
     * @param id the experiment
     */
    @GetMapping(path = "/export.csv", produces = "text/csv")
    void downloadRunsCsv(@PathVariable String id, HttpServletResponse response) throws IOException {
        send(id, TableFormat.CSV, response);
    }

    /**
     * Export the runs as lines of JSON. A line for each run, with what the rows of {@code export.csv} have; settings and
     * metrics are objects, findings a list. What is not finite, or not there yet, is null.
     *
     * @param id the experiment
     */
    @GetMapping(path = "/export.ndjson", produces = MediaType.APPLICATION_NDJSON_VALUE)
    void downloadRunsNdjson(@PathVariable String id, HttpServletResponse response) throws IOException {
        send(id, TableFormat.NDJSON, response);
    }

    private void send(String id, TableFormat format, HttpServletResponse response) throws IOException {
        ExportedRuns.Listing listing = runs.of(id);
        response.setContentType(format.mediaType());
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(format.fileName(id))
                        .build()
                        .toString());
        TableWriter writer = format.writer(listing.columns(), response.getOutputStream());
        for (int part = 0; part < listing.parts(); part++) {
            for (var row : runs.read(listing, part)) {
                writer.write(row);
            }
        }
        writer.close();
    }
}
