package dev.backflow.cures;

import dev.backflow.diagnosis.Score;
import dev.backflow.engine.Examples;
import dev.backflow.engine.Network;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.findings.Findings;
import dev.backflow.recording.EpochRecord;
import dev.backflow.recording.RecordedEpochs;
import dev.backflow.recording.Recorder;
import dev.backflow.runs.Limits;
import dev.backflow.runs.RunSpec;
import dev.backflow.runs.TrainingData;
import dev.backflow.spec.RefusedSpecException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Trains networks of which only a few numbers are wanted, and judges them. Nothing is stored. */
@Component
public class Laboratory {

    /** First remedies of findings that are tried alone. */
    public static final int MOST_REMEDIES = 3;

    private final TrainingData data;
    private final Findings findings;
    private final Limits limits;

    Laboratory(TrainingData data, Findings findings, Limits limits) {
        this.data = data;
        this.findings = findings;
        this.limits = limits;
    }

    /** Searches for what cures a run, from the beginning to the end. */
    public CureAnswer cure(RunSpec spec, List<FirstAid> remedies) {
        CureCase run = open(spec);
        return search(
                run,
                remedies,
                new BudgetedTrials(
                        run.unchanged().spec(),
                        Map.of(),
                        0,
                        tried -> train(tried, TrainingControl.NONE).orElseThrow()));
    }

    /** @throws SearchPausedException if the trials do */
    CureAnswer search(CureCase run, List<FirstAid> remedies, Trials trials) {
        double attainable = findings.attainable(run.unchanged().spec());
        return new CureSearch(run, remedies, attainable, trials).search();
    }

    CureCase open(RunSpec spec) {
        return new CureCase(spec, findings::unmeasured, this::isAccepted);
    }

    private boolean isAccepted(RunSpec spec) {
        try {
            limits.run().judge("", spec);
            return true;
        } catch (RefusedSpecException e) {
            return false;
        }
    }

    /** What the training comes to; empty if the control ends it. */
    Optional<Trial> train(RunSpec spec, TrainingControl control) {
        Examples all = data.all(spec);
        List<EpochRecord> epochs = new ArrayList<>();
        Recorder recorder = new Recorder(spec.recording(), spec.training(), epochs::add);
        Trainer trainer = new Trainer(
                spec.network(),
                spec.training(),
                all,
                spec.trainingExamples(),
                spec.seed(),
                spec.seedOfOrder(),
                recorder,
                control);
        return trainer.train()
                .map(outcome -> judged(spec, all, trainer.network(), new RecordedEpochs(List.copyOf(epochs))));
    }

    private Trial judged(RunSpec spec, Examples all, Network network, RecordedEpochs recorded) {
        boolean rare = findings.hasRareClass(spec);
        int kept = spec.trainingExamples();
        Answers training = Answers.of(spec, network, all.rows(0, kept));
        int held = all.size() - kept;
        Answers heldOut = held < CureCase.LEAST_HELD_OUT ? null : Answers.of(spec, network, all.rows(kept, all.size()));
        return new Trial(
                training.score(rare),
                heldOut == null ? null : heldOut.score(rare),
                held,
                findings.rules(spec, recorded, training.recalls()));
    }

    /**
     * What a network answers to examples.
     *
     * @param middle of a single output: above it is the second class
     */
    private record Answers(float[][] answers, float[][] targets, boolean classes, float middle) {

        static Answers of(RunSpec spec, Network network, Examples examples) {
            float[][] answers = network.predict(Examples.table(examples.features()));
            int numbered = spec.comparesNumbers() ? 0 : spec.dataset().classes();
            if (numbered > 2 && spec.network().outputs() == 1) { // class numbers, answered by a number
                float[][] targets = Examples.table(examples.targets());
                return new Answers(oneHot(answers, numbered), oneHot(targets, numbered), true, 0.5f);
            }
            Examples read =
                    examples.readBy(spec.training().loss(), spec.network().outputs());
            return new Answers(
                    answers,
                    Examples.table(read.targets()),
                    numbered > 0,
                    spec.training().loss().threshold());
        }

        private static float[][] oneHot(float[][] numbers, int classes) {
            float[][] rows = new float[numbers.length][classes];
            for (int row = 0; row < numbers.length; row++) {
                int label = Math.round(numbers[row][0]); // 0 for NaN
                rows[row][Math.max(0, Math.min(classes - 1, label))] = 1;
            }
            return rows;
        }

        Score score(boolean rare) {
            return Score.of(answers, targets, classes, rare, middle);
        }

        double @Nullable [] recalls() {
            return classes ? Score.recalls(answers, targets, middle) : null;
        }
    }
}
