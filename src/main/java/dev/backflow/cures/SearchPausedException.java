package dev.backflow.cures;

/** Others are to have their turn; what was tried is kept. */
final class SearchPausedException extends RuntimeException {

    SearchPausedException() {
        super("The search goes on later", null, false, false);
    }
}
