package dev.backflow.execution;

import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.Recorder;
import dev.backflow.recording.RecordingSpec;
import dev.backflow.recording.StepRecord;
import dev.backflow.recording.Tensor;
import dev.backflow.storage.EncodedCheckpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a training records and stores it, with a checkpoint, about once a second; learns in between whether the
 * run is still wanted, and ends the training where it is not, where its time is over or where the node shuts down.
 */
class Progress implements TrainingControl {

    private static final long FIRST_SAVE_NANOS = 200_000_000;
    private static final long BETWEEN_SAVES_NANOS = 1_000_000_000;
    private static final long BETWEEN_LOOKS_NANOS = 1_000_000_000;

    /** Saving may take one twentieth of the time. */
    private static final int SHARE = 20;

    /** Checkpoints of wide networks come less often: H2 keeps the space of what was replaced for 45 s. */
    private static final long BYTES_PER_SECOND = 2_000_000;

    private static final int MOST_PENDING = 4096;
    private static final int MOST_CHECKPOINTS_PENDING = 16;

    private final Journal journal;
    private final Attempt attempt;
    private final RecordingSpec recording;
    private final Interruption interruption;
    private final long deadline;
    private final Recorder recorder;
    private final int kernels;
    private final List<EpochRecord> epochs = new ArrayList<>();
    private final List<StepRecord> steps = new ArrayList<>();
    private final List<EncodedCheckpoint> checkpoints = new ArrayList<>();
    private final long began = System.nanoTime();
    private long nextSave = began + FIRST_SAVE_NANOS;
    private long nextLook = began + BETWEEN_LOOKS_NANOS;
    private boolean sized;
    private boolean lost;
    private boolean saved;

    /** Where progress goes; both say whether the run is still this attempt's. */
    interface Journal {
        boolean append(Attempt attempt, Advance advance) throws InterruptedException;

        boolean isCurrent(Attempt attempt) throws InterruptedException;
    }

    Progress(Journal journal, Attempt attempt, Interruption interruption, Duration mostTime) {
        this.journal = journal;
        this.attempt = attempt;
        this.interruption = interruption;
        recording = attempt.spec().recording();
        deadline = began
                + mostTime.toNanos()
                - Duration.ofMillis(attempt.trainedMillis()).toNanos();
        recorder = new Recorder(recording, attempt.spec().training(), epochs::add, steps::add);
        kernels = attempt.spec().layerNames(Tensor.KERNEL).size();
        attempt.checkpoint().ifPresent(checkpoint -> recorder.resume(TrainingStates.recorder(checkpoint, kernels)));
    }

    Recorder recorder() {
        return recorder;
    }

    @Override
    public void reached(Trainer training) {
        if (training.epoch() <= startEpoch()) {
            return; // nothing has happened yet
        }
        if (!sized) {
            sized = true;
            nextSave += nanos(expectedBytes(training.network()));
        }
        boolean kept = recording.keepCheckpoints().keeps(training.epoch());
        boolean due = isDue(training.epoch());
        if (kept || due) {
            checkpoints.add(checkpoint(training, kept));
        }
        if (due) {
            save();
        }
    }

    /** The last epoch is stored when the run ends, which is soon. */
    private boolean isDue(int epoch) {
        return System.nanoTime() - nextSave > 0
                        && epoch < attempt.spec().training().epochs()
                || epochs.size() + steps.size() >= MOST_PENDING
                || checkpoints.size() >= MOST_CHECKPOINTS_PENDING
                || interruption.isAsked();
    }

    /** How long bytes of checkpoints put the next save off. */
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

    private int startEpoch() {
        return attempt.checkpoint().map(checkpoint -> checkpoint.epoch()).orElse(0);
    }

    private EncodedCheckpoint checkpoint(Trainer training, boolean kept) {
        return EncodedCheckpoint.of(TrainingStates.checkpoint(training.state(), recorder.state(), kernels), kept);
    }

    private void save() {
        long begin = System.nanoTime();
        long bytes = checkpoints.stream()
                .mapToLong(checkpoint -> checkpoint.bytes().length)
                .sum();
        try {
            lost = !journal.append(attempt, advance());
            epochs.clear();
            steps.clear();
            checkpoints.clear();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        long end = System.nanoTime();
        nextSave = end + Math.max(Math.max(BETWEEN_SAVES_NANOS, SHARE * (end - begin)), nanos(bytes));
        nextLook = end + BETWEEN_LOOKS_NANOS;
        saved = interruption.isAsked();
    }

    @Override
    public void ending(Trainer training) {
        if (recording.keepCheckpoints().keepsLast()
                && !recording.keepCheckpoints().keeps(training.epoch())) {
            checkpoints.add(checkpoint(training, true));
        }
    }

    /** Whether training is to end here; asked before every step, and often while the network is evaluated. */
    @Override
    public boolean stopped() {
        if (lost || isInterrupted() || isOverdue()) {
            return true;
        }
        if (System.nanoTime() - nextLook > 0) {
            look();
        }
        return lost;
    }

    private void look() {
        try {
            lost = !journal.isCurrent(attempt);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        nextLook = System.nanoTime() + BETWEEN_LOOKS_NANOS;
    }

    /** Whether the node wants this worker back, and a checkpoint was taken or is too far. */
    boolean isInterrupted() {
        return interruption.isAsked() && (saved || interruption.isUrgent());
    }

    boolean isOverdue() {
        return System.nanoTime() - deadline > 0;
    }

    /** Whether the run was cancelled, deleted or given to another worker. */
    boolean isLost() {
        return lost;
    }

    /** What is not yet stored. */
    Advance advance() {
        long trained = attempt.trainedMillis()
                + Duration.ofNanos(System.nanoTime() - began).toMillis();
        return new Advance(List.copyOf(epochs), List.copyOf(steps), List.copyOf(checkpoints), trained);
    }
}
