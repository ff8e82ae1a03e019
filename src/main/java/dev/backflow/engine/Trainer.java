package dev.backflow.engine;

import dev.backflow.engine.layers.Pass;
import dev.backflow.engine.numerics.RandomStream;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Trains one network by mini-batch back-propagation. Everything random is derived from (seed, purpose, layer, epoch or
 * step); the loop neither logs nor stores, it tells one observer.
 */
public final class Trainer {

    /** Examples evaluated at a time: enough for long inner loops, few enough to stay in the processor's cache. */
    public static final int EVALUATED_AT_ONCE = 256;

    private final TrainingSpec spec;
    private final long seedOfOrder;
    private final Examples training;
    private final Examples validation;
    private final TrainingObserver observer;
    private final TrainingControl control;
    private final Network network;
    private final OptimizerState optimizer;
    private final Callbacks callbacks;
    private final Tally tally;
    private final boolean tallied;
    private final Batch batch;
    private final int batchSize;
    private final Pass pass = Pass.training();
    private final int[] inOrder;
    private final int[] order;
    private int epoch;

    /** What the callbacks remembered when the epoch began. */
    private double[] supervised = {};

    private List<float[]> bestWeights = List.of();
    private @Nullable Observation last;

    /** Comes to its own end. */
    public Trainer(NetworkSpec networkSpec, TrainingSpec spec, Examples given, long seed, TrainingObserver observer) {
        this(networkSpec, spec, given, seed, observer, TrainingControl.NONE);
    }

    /** Comes to the end that the control says. */
    public Trainer(
            NetworkSpec networkSpec,
            TrainingSpec spec,
            Examples given,
            long seed,
            TrainingObserver observer,
            TrainingControl control) {
        this(networkSpec, spec, given, spec.trainingExamples(given.size()), seed, seed, observer, control);
    }

    /**
     * @param kept how many of the first examples are trained on; the others are validated on
     * @param seedOfOrder of the examples; everything else that is random is drawn from {@code seed}
     */
    public Trainer(
            NetworkSpec networkSpec,
            TrainingSpec spec,
            Examples given,
            int kept,
            long seed,
            long seedOfOrder,
            TrainingObserver observer,
            TrainingControl control) {
        Examples examples = given.readBy(spec.loss(), networkSpec.outputs());
        this.spec = spec;
        this.seedOfOrder = seedOfOrder;
        this.observer = observer;
        this.control = control;
        Examples first = examples.rows(0, kept);
        training = spec.classWeight() == null ? first : spec.classWeight().weigh(first);
        validation = examples.rows(kept, examples.size());
        batchSize = Math.min(spec.batchSize(), kept);
        int capacity = capacity(spec, observer.sample(), kept);
        batch = new Batch(examples, capacity, training.weights() != null || validation.weights() != null);
        network = new Network(networkSpec, spec.loss(), examples.features().numCols, capacity, seed);
        network.heed(control);
        tally = new Tally(network, spec.metrics(), networkSpec.outputs(), examples.units(), examples.areLabels());
        inOrder = identity(examples.size());
        order = identity(kept);
        optimizer = new OptimizerState(spec.optimizer(), network.parameters());
        callbacks = new Callbacks(spec, optimizer, network.weights());
        tallied = callbacks.watchBatches();
    }

    /** The largest batch that passes through a network trained so on so many examples. */
    public static int capacity(TrainingSpec spec, TrainingObserver.Sample sample, int kept) {
        int sampled = sample == TrainingObserver.Sample.FULL ? kept : Math.min(spec.batchSize(), kept);
        return Math.max(EVALUATED_AT_ONCE, sampled);
    }

    private static int[] identity(int length) {
        int[] order = new int[length];
        for (int i = 0; i < length; i++) {
            order[i] = i;
        }
        return order;
    }

    /**
     * Trains from the first or the resumed to the last epoch or to where early stopping ends it; empty if the control
     * does.
     */
    public Optional<Outcome> train() {
        while (!control.stopped() && goesOn()) {
            train(epoch);
            epoch++;
        }
        if (control.stopped()) {
            return Optional.empty();
        }
        control.ending(this);
        if (!observeLastStep()) {
            return Optional.empty();
        }
        if (callbacks.restoreBestWeights()) {
            return evaluatedAgain();
        }
        Observation ending = Objects.requireNonNull(last);
        return Optional.of(outcome(epoch, ending.training(), ending.validation()));
    }

    /** What the best weights that came back are worth: their epoch need not have been observed. */
    private Optional<Outcome> evaluatedAgain() {
        Outcome outcome = outcome(callbacks.bestEpoch(), evaluate(training), validated());
        return control.stopped() ? Optional.empty() : Optional.of(outcome);
    }

    private Outcome outcome(int epoch, Evaluation onTraining, @Nullable Evaluation onValidation) {
        return new Outcome(epoch, callbacks.bestEpoch(), onTraining, onValidation);
    }

    /** Begins the epoch; whether there is something to learn in it. */
    private boolean goesOn() {
        supervised = callbacks.memory();
        bestWeights = callbacks.bestWeights();
        control.reached(this);
        return observe(epoch);
    }

    /** What is needed to resume at the beginning of this epoch, copied; valid until a step is made in it. */
    public TrainingState state() {
        return new TrainingState(
                epoch,
                TrainingState.copy(network.weights()),
                TrainingState.copy(optimizer.memory()),
                optimizer.steps(),
                supervised,
                bestWeights);
    }

    /**
     * Before training: begins where another one was that had the same spec, or one that differs only in what is left
     * out of the state.
     *
     * @throws IllegalArgumentException if the state is not of this network, optimizer or callbacks
     */
    public void resume(TrainingState state) {
        epoch = state.epoch();
        TrainingState.restore(state.weights(), network.weights());
        if (!state.optimizer().isEmpty()) {
            optimizer.resume(state.steps(), state.optimizer());
        }
        if (state.supervision().length > 0) {
            callbacks.resume(state.supervision(), state.bestWeights());
        }
    }

    /** The epoch that training is at: passes made over the data. */
    public int epoch() {
        return epoch;
    }

    public Network network() {
        return network;
    }

    /**
     * Lets the callbacks judge the epoch and shows it to the observer, the last in any case; whether training goes on.
     */
    private boolean observe(int epoch) {
        shuffle(epoch);
        Evaluation watched = callbacks.watchValidation(epoch) ? validated() : null;
        if (control.stopped()) {
            return false; // and what was evaluated may be a part only
        }
        boolean ends = callbacks.stopsAfter(epoch, watched) || epoch >= spec.epochs();
        if (ends || observer.observes(epoch)) {
            Evaluation onTraining = evaluate(training);
            Evaluation onValidation = watched == null ? validated() : watched;
            if (control.stopped()) {
                return false;
            }
            if (!differentiateSample(epoch)) {
                return false;
            }
            last = new Observation(epoch, network, optimizer.rate(), onTraining, onValidation);
            observer.observed(last);
        }
        return !ends;
    }

    /** Whether it came to the end. */
    private boolean differentiateSample(int epoch) {
        return samplesAll()
                ? differentiate(inOrder, 0, training.size(), pass.at(epoch, Pass.NO_STEP))
                : differentiate(order, 0, batchSize, pass.at(epoch, 0));
    }

    private boolean samplesAll() {
        return observer.sample() == TrainingObserver.Sample.FULL;
    }

    /** The first step of the epoch that does not come; whether it could be measured to the end. */
    private boolean observeLastStep() {
        long step = firstStep(epoch);
        if (!observer.observesStep(step)) {
            return true;
        }
        if (!differentiateSample(epoch)) {
            return false;
        }
        observer.observedStep(step, network);
        return true;
    }

    private long firstStep(int epoch) {
        return (long) epoch * spec.stepsPerEpoch(training.size());
    }

    /** Brings the examples into the order of the pass that follows {@code epoch}. */
    private void shuffle(int epoch) {
        if (spec.shuffle()) {
            new RandomStream(seedOfOrder, RandomStream.Purpose.SHUFFLE, epoch).permutation(order);
        }
    }

    /** One pass over the training examples. */
    private void train(int epoch) {
        boolean firstIsReady = observer.observes(epoch) && !samplesAll();
        long step = firstStep(epoch);
        tally.reset();
        for (int from = 0; !control.stopped() && from < training.size(); from += batchSize) {
            boolean observed = observer.observesStep(step);
            if (observed && samplesAll()) {
                if (!differentiateSample(epoch)) {
                    break;
                }
                observer.observedStep(step, network);
            }
            int to = Math.min(from + batchSize, training.size());
            boolean ready = from == 0 && firstIsReady;
            if (!ready && !differentiate(order, from, to, pass.at(epoch, from / batchSize))) {
                break;
            }
            if (observed && !samplesAll()) {
                observer.observedStep(step, network);
            }
            if (tallied) {
                tally.add(batch);
            }
            network.updateMovingStatistics();
            optimizer.step();
            step++;
        }
        if (tallied) {
            callbacks.passed(tally.result());
        }
    }

    /** Whether it came to the end; if not, what it left in the layers means nothing. */
    private boolean differentiate(int[] numbers, int from, int to, Pass through) {
        batch.load(training, numbers, from, to);
        network.forward(batch.features, through);
        if (!network.isCut(to - from)) {
            network.backward(batch.features, batch.targets, batch.weights);
        }
        return !network.isCut(to - from);
    }

    private @Nullable Evaluation validated() {
        return validation.size() == 0 ? null : evaluate(validation);
    }

    private Evaluation evaluate(Examples examples) {
        tally.reset();
        for (int from = 0; from < examples.size() && !control.stopped(); from += EVALUATED_AT_ONCE) {
            int to = Math.min(from + EVALUATED_AT_ONCE, examples.size());
            batch.load(examples, inOrder, from, to);
            network.forward(batch.features);
            if (!network.isCut(to - from)) {
                tally.add(batch);
            }
        }
        return tally.result();
    }
}
