package dev.backflow.api;

import dev.backflow.runs.Limits;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What the service refuses because it is too much. */
@Tag(name = "Catalog")
@RestController
@RequestMapping(path = "/api/v1/limits", produces = MediaType.APPLICATION_JSON_VALUE)
class LimitsController {

    private final Limits.View limits;

    LimitsController(Limits limits) {
        this.limits = limits.listed(Paging.MOST_ON_A_PAGE, LongPolls.LONGEST_SECONDS);
    }

    /**
     * List the limits. The bounds of each field of a spec are in this description and told by the problems.
     *
     * @return All of them
     */
    @GetMapping
    Limits.View getLimits() {
        return limits;
    }
}
