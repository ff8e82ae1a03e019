package dev.backflow.datasets;

import dev.backflow.spec.Sha256;

/**
 * An uploaded file.
 *
 * @param bytes as they came; not to be changed
 * @param profile what was found in them
 */
public record CsvFile(byte[] bytes, CsvProfile profile) {

    public String sha256() {
        return Sha256.of(bytes);
    }

    CsvTable table() {
        return new CsvTable(CsvText.of(bytes), profile.separator());
    }
}
