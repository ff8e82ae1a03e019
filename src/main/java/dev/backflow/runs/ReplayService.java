package dev.backflow.runs;

import dev.backflow.datasets.FeatureEncoding;
import dev.backflow.recording.BadQueryException;
import dev.backflow.recording.Measurements;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Shows small networks as they were at each recorded epoch. Their weights are not stored: the same spec gives the same
 * bits, so that a training of some tens of milliseconds brings them back together with every gradient, which would take
 * more room than all statistics of the run. Whether they are the same is checked by the recorded losses.
 */
@Service
public class ReplayService {

    private static final float[][] NOTHING_ASKED = {};

    private final Replayer replayer;
    private final TrainingData data;
    private final Limits limits;

    ReplayService(Replayer replayer, TrainingData data, Limits limits) {
        this.replayer = replayer;
        this.data = data;
        this.limits = limits;
    }

    /**
     * Frames spread evenly over the recorded epochs of a span, the first and the last of it among them.
     *
     * @param recorded of the run so far
     * @param points frames at most
     */
    public Replay replay(Run run, RunSpec spec, Measurements recorded, int from, int to, int points) {
        String reason = reason(run, spec);
        if (reason != null) {
            return Replay.missing(reason);
        }
        int[] epochs = Arrays.stream(recorded.epochs())
                .filter(epoch -> epoch >= from && epoch <= to)
                .toArray();
        if (epochs.length == 0) {
            return Replay.missing("has recorded none of these epochs yet");
        }
        ReplayPlane plane = data.plane(run.id(), spec).map(ReplayPlane::around).orElse(null);
        int most = limits.replays().frames(RunCost.of(spec), plane == null ? 0 : ReplayPlane.SIDE * ReplayPlane.SIDE);
        SortedSet<Integer> shown = spread(epochs, Math.min(points, most));
        Fitted fitted = data.encoding(run.id(), spec);
        float[][] asked = plane == null ? NOTHING_ASKED : encoded(plane, fitted.encoding());
        List<Replay.Frame> frames = replayer.frames(run, spec, shown, asked).stream()
                .map(frame -> new Replay.Frame(
                        frame.epoch(),
                        frame.loss(),
                        frame.layers(),
                        fitted.targets().back(frame.outputs())))
                .toList();
        return agree(frames, recorded)
                ? new Replay(frames, shown.size() < epochs.length, plane, null)
                : Replay.missing("was trained by another version, or on another processor, which computes other bits");
    }

    /**
     * The network at one recorded epoch.
     *
     * @throws BadQueryException if the epoch was not recorded
     * @throws RunConflictException if the network cannot be trained again
     */
    public Replay.Frame at(Run run, RunSpec spec, Measurements recorded, int epoch) {
        if (Arrays.binarySearch(recorded.epochs(), epoch) < 0) {
            String last = recorded.epochs().length == 0
                    ? "none yet"
                    : "every " + spec.recording().every() + " up to " + recorded.epochs()[recorded.epochs().length - 1];
            throw new BadQueryException(
                    "epoch", String.valueOf(epoch), "must be an epoch that this run has recorded: " + last);
        }
        Replay replay = replay(run, spec, recorded, epoch, epoch, 1);
        if (replay.missing() != null) {
            throw new RunConflictException(run.id(), replay.missing());
        }
        return replay.frames().get(0);
    }

    /** Why the run cannot be trained again here; null if it can. */
    private @Nullable String reason(Run run, RunSpec spec) {
        return run.firstEpoch() > 0
                ? "goes on from epoch " + run.firstEpoch()
                        + " of another run, whose state is not kept; only runs that began untrained are replayed"
                : limits.replays().reason(RunCost.of(spec));
    }

    private static SortedSet<Integer> spread(int[] epochs, int count) {
        SortedSet<Integer> chosen = new TreeSet<>();
        int most = Math.min(epochs.length, count);
        for (int i = 0; i < most; i++) {
            int place = most == 1 ? epochs.length - 1 : (int) Math.round((double) i * (epochs.length - 1) / (most - 1));
            chosen.add(epochs[place]);
        }
        return chosen;
    }

    private static float[][] encoded(ReplayPlane plane, FeatureEncoding encoding) {
        return plane.centers().stream().map(encoding::encode).toArray(float[][]::new);
    }

    /** Whether the losses are the recorded ones; one that is not finite was stored without its bits. */
    private static boolean agree(List<Replay.Frame> frames, Measurements recorded) {
        double[] losses = Objects.requireNonNull(recorded.metrics().get("loss"));
        return frames.stream()
                .collect(Collectors.toMap(
                        frame -> Arrays.binarySearch(recorded.epochs(), frame.epoch()), Replay.Frame::loss))
                .entrySet()
                .stream()
                .allMatch(frame -> !Double.isFinite(frame.getValue()) || losses[frame.getKey()] == frame.getValue());
    }
}
