package dev.backflow.execution;

import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.KeepCheckpoints;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.StepRecord;
import dev.backflow.recording.Tensor;
import dev.backflow.runs.RunError;
import dev.backflow.storage.EncodedCheckpoint;
import dev.backflow.storage.EncodedRecords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Collects the records and checkpoints of one run and stores them when it is time, at the beginning of an epoch
 * together with a checkpoint if possible. What was recorded after the last checkpoint is recorded again by the next
 * attempt.
 */
final class Collector implements TrainingControl {

    /** Checkpoints of wide networks come less often: H2 keeps the space of what was replaced for 45 s. */
    private static final long BYTES_PER_SECOND = 2_000_000;

    private final Attempt attempt;
    private final Control control;
    private final Pending pending;
    private final LongSupplier nanoTime;
    private final Recorder recorder;
    private final KeepCheckpoints keep;
    private final int kernels;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<StepRecord> steps = new ArrayList<>();
    private final List<EncodedCheckpoint> checkpoints = new ArrayList<>();
    private int lastEpoch = -1;
    private long bytes;
    private long nextCheckpoint;
    private boolean sized;

    Collector(Attempt attempt, Control control, Pending pending, LongSupplier nanoTime) {
        this.attempt = attempt;
        this.control = control;
        this.pending = pending;
        this.nanoTime = nanoTime;
        recorder = new Recorder(attempt.spec().recording(), attempt.spec().training(), this::add, this::add);
        keep = attempt.spec().recording().keepCheckpoints();
        kernels = (int) attempt.spec().network().expanded().stream()
                .filter(Tensor.KERNEL::isIn)
                .count();
        attempt.checkpoint().ifPresent(checkpoint -> recorder.resume(TrainingStates.recorder(checkpoint, kernels)));
    }

    Recorder recorder() {
        return recorder;
    }

    private void add(EpochRecord epoch) {
        epochs.add(epoch);
        lastEpoch = epoch.epoch();
        added(epoch.bytes());
    }

    private void add(StepRecord step) {
        steps.add(step);
        added(step.bytes());
    }

    private void added(long more) {
        bytes += more;
        if (pending.isUrgent(bytes)) {
            save();
        }
    }

    @Override
    public boolean stopped() {
        return control.stopped();
    }

    @Override
    public void reached(Trainer training) {
        if (!sized) {
            sized = true;
            nextCheckpoint = nanoTime.getAsLong() + nanos(expectedBytes(training.network()));
        }
        if (training.epoch() == attempt.firstEpoch()) {
            return; // nothing has happened yet
        }
        boolean kept = keep.keeps(training.epoch());
        boolean due = pending.isDue(bytes) || control.isAskedToEnd();
        if (kept || due && isCheckpointDue(training.epoch())) {
            add(training, kept);
        }
        if (due) {
            save();
        }
    }

    /** That of the last epoch is stored when the run ends, which is soon. */
    private boolean isCheckpointDue(int epoch) {
        return control.isAskedToEnd()
                || nanoTime.getAsLong() - nextCheckpoint >= 0
                        && epoch < attempt.spec().training().epochs();
    }

    @Override
    public void ending(Trainer training) {
        if (keep.keepsLast() && !keep.keeps(training.epoch())) {
            add(training, true);
        }
    }

    private void add(Trainer training, boolean kept) {
        EncodedCheckpoint checkpoint =
                EncodedCheckpoint.of(TrainingStates.checkpoint(training.state(), recorder.state(), kernels), kept);
        checkpoints.add(checkpoint);
        bytes += checkpoint.bytes().length;
        nextCheckpoint = nanoTime.getAsLong() + nanos(checkpoint.bytes().length);
    }

    /** How long bytes of checkpoints put the next one off. */
    private static long nanos(long bytes) {
        return bytes * (1_000_000_000 / BYTES_PER_SECOND);
    }

    /** About what a checkpoint with Adam's two moments takes. */
    private static long expectedBytes(Network network) {
        return 3L
                * Float.BYTES
                * network.layers().stream()
                        .filter(layer -> layer.kernel() != null)
                        .mapToLong(layer -> layer.kernel().getNumElements())
                        .sum();
    }

    private void save() {
        boolean safe = !checkpoints.isEmpty() && control.isAskedToEnd();
        try {
            pending.save(advance(null));
            clear();
            if (safe) {
                control.interruptSafely();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Advance advance(@Nullable RunEnd end) {
        EncodedRecords records = EncodedRecords.of(attempt.runId(), epochs, steps);
        return new Advance(attempt, records, List.copyOf(checkpoints), lastEpoch, control.trainedMillis(), end);
    }

    private void clear() {
        epochs.clear();
        steps.clear();
        checkpoints.clear();
        bytes = 0;
    }

    /** Ends the run by an error; where memory is short, without what is not stored yet. */
    void fail(Throwable cause) throws InterruptedException {
        if (cause instanceof VirtualMachineError) {
            clear();
        }
        end(new RunEnd.Failure(RunError.of(cause)));
    }

    /** Leaves what is not stored yet to be stored with the end of the run. */
    void end(RunEnd end) throws InterruptedException {
        long more = end instanceof RunEnd.Success success ? success.weights().bytes().length : 0;
        pending.end(advance(end), bytes + more);
    }
}
