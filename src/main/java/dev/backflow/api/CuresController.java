package dev.backflow.api;

import dev.backflow.cures.Cure;
import dev.backflow.cures.Cures;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** What makes runs learn, found by training. */
@Tag(name = "Diagnosis")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}/cures", produces = MediaType.APPLICATION_JSON_VALUE)
class CuresController {

    private final Recordings recordings;
    private final Cures cures;

    CuresController(Recordings recordings, Cures cures) {
        this.recordings = recordings;
        this.cures = cures;
    }

    /**
     * Find what cures a run. The run is trained again with all that usually helps, then with less and less of it, until
     * the smallest change is left that makes it learn: 40 trainings at most, which together are to take no longer than
     * 60 times the run's own. What is claimed has been seen with two of three seeds at least, and on a quarter of the
     * examples that is held out, or on the run's own validation. Nothing is claimed of a run that learns already. Asked
     * again, it answers with the search that there is.
     *
     * @param id the run, which must have ended
     * @return The search, queued or as far as it is
     */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    ResponseEntity<CuresView> findCures(@PathVariable String id) {
        OpenRun open = recordings.open(id);
        Cure cure = cures.request(open.run(), open.spec(), open.recording());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + id + "/cures"))
                .body(CuresView.of(id, cure));
    }

    /**
     * Read what cures a run.
     *
     * @param id the run
     * @return The search for it; {@code search} is null where nobody has asked for one
     */
    @GetMapping
    CuresView getCures(@PathVariable String id) {
        return cures.of(recordings.open(id).run())
                .map(cure -> CuresView.of(id, cure))
                .orElseGet(() -> new CuresView(id, null));
    }

    /**
     * Forget what cures a run. A search that goes on ends within two seconds; the run that was forked with the cure
     * stays.
     *
     * @param id the run
     * @return It is gone
     */
    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void deleteCures(@PathVariable String id) {
        cures.forget(recordings.open(id).run());
    }
}
