package dev.backflow.datasets;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * An uploaded file.
 *
 * @param bytes as they came; not to be changed
 * @param profile what was found in them
 */
public record CsvFile(byte[] bytes, CsvProfile profile) {

    public String sha256() {
        return sha256(bytes);
    }

    public static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    CsvTable table() {
        return new CsvTable(CsvText.of(bytes), profile.separator());
    }
}
