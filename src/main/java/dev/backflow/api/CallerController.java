package dev.backflow.api;

import dev.backflow.access.Caller;
import dev.backflow.access.Callers;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who the caller is. */
@Tag(name = "Access")
@RestController
@RequestMapping(path = "/api/v1/caller", produces = MediaType.APPLICATION_JSON_VALUE)
class CallerController {

    private final Callers callers;

    CallerController(Callers callers) {
        this.callers = callers;
    }

    /**
     * Who makes the request.
     *
     * @param owner to whom belongs what the caller makes
     * @param role what the caller may do: each role includes those before it
     */
    record CallerView(String owner, String role) {}

    /**
     * Who am I? To whom belongs what this token makes, and what may be done with it.
     *
     * @return The caller
     */
    @GetMapping
    CallerView getCaller() {
        Caller caller = callers.current();
        return new CallerView(caller.owner(), caller.role().wireName());
    }
}
