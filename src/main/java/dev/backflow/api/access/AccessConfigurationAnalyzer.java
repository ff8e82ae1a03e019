package dev.backflow.api.access;

import java.util.Objects;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at the failed start what to do. */
class AccessConfigurationAnalyzer extends AbstractFailureAnalyzer<AccessConfigurationException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, AccessConfigurationException cause) {
        return new FailureAnalysis(Objects.requireNonNull(cause.getMessage()), cause.remedy(), cause);
    }
}
