package dev.backflow.series;

import dev.backflow.storage.EpochBlock;
import java.io.Closeable;
import java.io.IOException;

/** Writes recorded epochs in some format as they come, and what the format wants after the last when it is closed. */
interface EpochWriter extends Closeable {

    void write(EpochBlock block) throws IOException;
}
