package dev.backflow.uploads;

/** There is no uploaded data set of this id. */
public final class NoSuchUploadException extends RuntimeException {

    public NoSuchUploadException(String id) {
        super("There is no data set " + id + ". It may have been deleted; GET /api/v1/datasets lists those there are.");
    }
}
