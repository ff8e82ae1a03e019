package dev.backflow.engine;

import dev.backflow.engine.optimizers.Updater;
import java.util.List;

/**
 * Everything that a training hands from one epoch to the next. What is random is not part of it: that follows from seed
 * and epoch. A training that is given this state goes on to the very bits it would have reached without a break. It is
 * taken before its epoch is looked at, so that resuming begins with doing so.
 *
 * @param epoch passes made over the data
 * @param weights all of the network, layer by layer, moving averages too
 * @param optimizer {@link Updater#state()} of all parameters, one after the other; none: the optimizer begins anew
 * @param steps taken by the optimizer
 * @param supervision what early stopping and reduce_on_plateau remember; nothing: they begin anew
 * @param bestWeights those that early stopping will go back to, as {@code weights}; none: there are none yet
 */
public record TrainingState(
        int epoch,
        List<float[]> weights,
        List<float[]> optimizer,
        long steps,
        double[] supervision,
        List<float[]> bestWeights) {

    static List<float[]> copy(List<float[]> live) {
        return live.stream().map(float[]::clone).toList();
    }

    /** @throws IllegalArgumentException if they are not of the same shapes */
    static void restore(List<float[]> saved, List<float[]> live) {
        if (saved.size() != live.size()) {
            throw new IllegalArgumentException(saved.size() + " arrays were saved, but there are " + live.size());
        }
        for (int i = 0; i < saved.size(); i++) {
            float[] from = saved.get(i);
            if (from.length != live.get(i).length) {
                throw new IllegalArgumentException(
                        "Array " + i + " was saved with " + from.length + " numbers, but has " + live.get(i).length);
            }
            System.arraycopy(from, 0, live.get(i), 0, from.length);
        }
    }
}
