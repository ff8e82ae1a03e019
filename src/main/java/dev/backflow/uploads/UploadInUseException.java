package dev.backflow.uploads;

/** A data set cannot be deleted, because runs refer to it. */
public final class UploadInUseException extends RuntimeException {

    UploadInUseException(String id, String runs) {
        super("Data set " + id + " is what " + runs + " trained on; delete them first.");
    }
}
