package dev.backflow.execution;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * {@code backflow.worker}.
 *
 * @param threads how many runs this node trains at a time; 0 leaves them to other nodes; by default one for each core
 */
@ConfigurationProperties("backflow.worker")
public record WorkerProperties(Integer threads) {

    public WorkerProperties {
        if (threads == null) {
            threads = Runtime.getRuntime().availableProcessors();
        }
        if (threads < 0) {
            throw new IllegalArgumentException("backflow.worker.threads must not be negative, but is " + threads);
        }
    }
}
