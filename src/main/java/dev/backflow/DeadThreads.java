package dev.backflow;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when one of its threads has died for want of memory: it may have been the one that takes
 * connections, without which a service lives on and answers nobody. What it trained goes on when it is started again.
 */
final class DeadThreads implements Thread.UncaughtExceptionHandler {

    /** As Java exits with {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int EXIT = 3;

    private static final Logger LOG = LoggerFactory.getLogger(DeadThreads.class);

    @Override
    public void uncaughtException(Thread thread, Throwable error) {
        try {
            LOG.error("The thread {} died", thread.getName(), error);
        } finally {
            if (error instanceof OutOfMemoryError) {
                Runtime.getRuntime().halt(EXIT);
            }
        }
    }
}
