package dev.backflow.exports;

import dev.backflow.recording.Axis;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;

/** In which form recorded numbers leave. Each writer has its own. */
public final class ExportFormat {

    private final String mediaType;
    private final String fileName;
    private final List<Axis> axes;
    private final Opening opening;

    /** Begins to write. */
    @FunctionalInterface
    interface Opening {
        ExportWriter writer(Export export, OutputStream out) throws IOException;
    }

    /**
     * A format.
     *
     * @param fileName with {run} for what the run's file is called, {time} for when it was submitted
     * @param axes along what it has numbers, in this order
     */
    ExportFormat(String mediaType, String fileName, Opening opening, Axis... axes) {
        this.mediaType = mediaType;
        this.fileName = fileName;
        this.opening = opening;
        this.axes = List.of(axes);
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the file of such a run is called. */
    public String fileName(String runId, Instant submitted) {
        return fileName.replace("{run}", "backflow-" + runId)
                .replace("{time}", String.valueOf(submitted.getEpochSecond()));
    }

    /** Along what it has numbers, in this order. */
    List<Axis> axes() {
        return axes;
    }

    ExportWriter writer(Export export, OutputStream out) throws IOException {
        return opening.writer(export, out);
    }
}
