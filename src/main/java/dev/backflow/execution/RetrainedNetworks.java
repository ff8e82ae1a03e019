package dev.backflow.execution;

import dev.backflow.engine.Examples;
import dev.backflow.engine.Trainer;
import dev.backflow.runs.Replay;
import dev.backflow.runs.Replayer;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.Semaphore;
import org.springframework.stereotype.Component;

/** Networks on their way, trained again from their specs: one run at a time, because others train as well. */
@Component
class RetrainedNetworks implements Replayer {

    private final TrainingData data;
    private final Semaphore turn = new Semaphore(1, true);

    RetrainedNetworks(TrainingData data) {
        this.data = data;
    }

    @Override
    public List<Replay.Frame> frames(Run run, RunSpec spec, SortedSet<Integer> epochs, float[][] inputs) {
        turn.acquireUninterruptibly();
        try {
            Examples examples = data.begin(run.id(), spec);
            FrameObserver frames = new FrameObserver(spec, epochs, inputs);
            new Trainer(
                            spec.network(),
                            spec.training(),
                            examples,
                            spec.trainingExamples(),
                            spec.seed(),
                            spec.seedOfOrder(),
                            frames,
                            frames::isComplete)
                    .train();
            return frames.seen();
        } finally {
            turn.release();
        }
    }
}
