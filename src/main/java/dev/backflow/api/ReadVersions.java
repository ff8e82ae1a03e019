package dev.backflow.api;

import dev.backflow.experiments.Experiments;
import dev.backflow.experiments.Standing;
import dev.backflow.runs.RunRepository.RunTag;
import dev.backflow.runs.RunService;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Tells whether what was recorded has changed since somebody read it: of a run, of several, or of all runs of an
 * experiment. A run that still trains has another version whenever more of it is stored.
 */
@Component
class ReadVersions {

    private static final Pattern OF_RUN = Pattern.compile("/api/v1/runs/([^/]+)/(?:metrics|series|histograms|findings"
            + "|model|replay|signals/[^/]+|figures/[^/]+|export\\.[a-z]+)");
    private static final Pattern OF_RUNS = Pattern.compile("/api/v1/(?:series|comparisons)");
    private static final Pattern OF_EXPERIMENT = Pattern.compile(ExperimentsController.PATH
            + "/([^/]+)/(?:summary|comparison|series|metrics|figures/[^/]+|export\\.[a-z]+)");

    private final RunService runs;
    private final Experiments experiments;

    ReadVersions(RunService runs, Experiments experiments) {
        this.runs = runs;
        this.experiments = experiments;
    }

    /**
     * What is read, as it is.
     *
     * @param ended whether it will stay so
     */
    record Version(String text, boolean ended) {}

    static boolean isRead(String path) {
        return OF_RUN.matcher(path).matches()
                || OF_RUNS.matcher(path).matches()
                || OF_EXPERIMENT.matcher(path).matches();
    }

    /** Null where only the controller can say what is wrong. */
    @Nullable
    Version now(HttpServletRequest request) {
        try {
            return now(request.getRequestURI(), Objects.requireNonNullElse(request.getQueryString(), ""));
        } catch (RuntimeException e) {
            return null; // the controller meets the same and reports it
        }
    }

    /** The query is not taken from the request's parameters: Tomcat refuses one that it cannot read the first time only. */
    private @Nullable Version now(String path, String query) {
        Matcher run = OF_RUN.matcher(path);
        if (run.matches()) {
            return ofRuns(Set.of(run.group(1)));
        }
        Matcher experiment = OF_EXPERIMENT.matcher(path);
        if (experiment.matches()) {
            Standing standing = experiments.standing(experiments.get(experiment.group(1)));
            return new Version(
                    experiment.group(1) + " " + standing.version(),
                    !standing.state().isActive());
        }
        List<String> several = UriComponentsBuilder.newInstance()
                .query(query)
                .build()
                .getQueryParams()
                .getOrDefault("run", List.of());
        boolean few = !several.isEmpty() && several.size() <= SeveralRunsController.MOST_RUNS;
        return few ? ofRuns(Set.of(several.toArray(String[]::new))) : null; // which refuses those that are named twice
    }

    private Version ofRuns(Set<String> ids) {
        List<RunTag> tags = runs.tags(ids);
        String all = tags.stream().map(tag -> tag.id() + " " + tag.version()).collect(Collectors.joining(", "));
        return new Version(all, tags.stream().noneMatch(tag -> tag.state().isActive()));
    }
}
