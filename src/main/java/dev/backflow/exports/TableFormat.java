package dev.backflow.exports;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** In which form a table leaves that is written row by row. */
public enum TableFormat {
    CSV("text/csv", "csv", TableCsvWriter::new),
    NDJSON("application/x-ndjson", "ndjson", (columns, out) -> new TableNdjsonWriter(out));

    private final String mediaType;
    private final String extension;
    private final Opening opening;

    @FunctionalInterface
    private interface Opening {
        TableWriter writer(List<String> columns, OutputStream out) throws IOException;
    }

    TableFormat(String mediaType, String extension, Opening opening) {
        this.mediaType = mediaType;
        this.extension = extension;
        this.opening = opening;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the file of a thing with this id is called. */
    public String fileName(String id) {
        return "backflow-" + id + "." + extension;
    }

    /**
     * Begins to write.
     *
     * @param columns in their order; that of a map inside a row is its name, a point and the key
     */
    public TableWriter writer(List<String> columns, OutputStream out) throws IOException {
        return opening.writer(columns, out);
    }
}
