package dev.backflow.api;

import dev.backflow.recording.Outline;
import dev.backflow.runs.Limits;
import dev.backflow.runs.Replay;
import dev.backflow.runs.ReplayService;
import dev.backflow.runs.RunSpec;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Small networks on their way. */
@Tag(name = "Results")
@RestController
@RequestMapping(path = "/api/v1/runs/{id}", produces = MediaType.APPLICATION_JSON_VALUE)
class ReplayController {

    private static final int MOST = 1000;

    private final Recordings recordings;
    private final ReplayService replays;
    private final ClientQuota quota;

    ReplayController(Recordings recordings, ReplayService replays, Limits limits) {
        this.recordings = recordings;
        this.replays = replays;
        quota = new ClientQuota(
                "at_once.replays", limits.atOnce().replays(), limits.atOnce().replaysByClient());
    }

    /**
     * Replay the training of a small network. For each recorded epoch, or as many of them as asked for, all weights,
     * their gradients and the signal that comes back to each unit; and, where the data set has two features, what the
     * network answers all over their plane. Nothing of this is stored: the network is trained again, which gives the
     * same bits. Where that would take too long, or cannot be done, there are no epochs, and {@code missing} says why.
     *
     * @param id the run; while it trains, as far as it has come
     * @param from first epoch
     * @param to last epoch
     * @param points epochs at most, spread evenly over those recorded; large networks are shown at fewer
     * @return The layers, with one array for each epoch
     */
    @GetMapping("/replay")
    ReplayView getReplay(
            @PathVariable String id,
            @Schema(minimum = "0") @RequestParam(defaultValue = "0") int from,
            @Schema(minimum = "0") @RequestParam(defaultValue = "2147483647") int to,
            @Schema(minimum = Points.LEAST, maximum = "" + MOST) @RequestParam(defaultValue = "101") int points,
            HttpServletRequest request) {
        Outline.requireRange(from, to);
        Points.requireFrom(points, MOST);
        OpenRun open = recordings.open(id);
        RunSpec spec = open.spec();
        try (ClientQuota.Share share = quota.share(request).take(1)) {
            Replay replay = replays.replay(open.run(), spec, open.recording(), from, to, points);
            return ReplayView.of(id, spec, replay);
        }
    }
}
