package dev.backflow.exports;

import dev.backflow.storage.RecordedBlock;
import java.io.Closeable;
import java.io.IOException;

/** Writes what is recorded in some format as it comes, and what the format wants after the last when it is closed. */
interface ExportWriter extends Closeable {

    /** @param block along an axis that the format has; epochs come before steps */
    void write(RecordedBlock block) throws IOException;
}
