package dev.backflow.diagnosis;

import dev.backflow.recording.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Words what can be tried of training, with the patches that do it ({@link SpecPatches}). */
class TrainingRemedies {

    /** Of Adam and its like. */
    private static final double MOST_RATE = 0.1;

    final Evidence evidence;
    final Optional<SpecPatches> spec;

    /** Without a spec there are none. */
    TrainingRemedies(Evidence evidence) {
        this.evidence = evidence;
        spec = Optional.ofNullable(evidence.spec()).map(SpecPatches::new);
    }

    /** The highest learning rate times a factor, constant from the start. */
    Optional<Remedy> learningRate(double factor) {
        return spec.flatMap(patches -> {
            double rounded = Double.parseDouble(String.format(Locale.ROOT, "%.3g", evidence.highestRate() * factor));
            return training(
                    "Set the learning rate to " + Text.number(rounded),
                    Map.of("optimizer", Map.of("learning_rate", rounded)));
        });
    }

    /** Adam at such a rate, unless the run's rate is comparable and not above it. */
    Optional<Remedy> slowerByAdam(double rate) {
        return adam(rate).filter(adam -> !evidence.isLikeAdam() || evidence.highestRate() > rate);
    }

    /** Adam at a rate of 0.01, unless the run's rate is comparable and not below it. */
    Optional<Remedy> fasterByAdam() {
        return adam(0.01).filter(adam -> !evidence.isLikeAdam() || evidence.highestRate() < 0.01);
    }

    /** A multiple of the learning rate, unless that is more than an optimizer can bear whose rates are comparable. */
    Optional<Remedy> fasterBy(double factor) {
        return learningRate(factor)
                .filter(faster -> !evidence.isLikeAdam() || evidence.highestRate() * factor <= MOST_RATE);
    }

    Optional<Remedy> adam(double rate) {
        return training(
                "Use adam with a learning rate of " + Text.number(rate),
                Map.of("optimizer", Map.of("type", "adam", "learning_rate", rate)));
    }

    /** Adam at a rate that nothing changes. */
    Optional<Remedy> constantAdam(double rate) {
        Optional<Remedy> adam = adam(rate);
        return evidence.training().reduceOnPlateau() == null ? adam : adam.map(TrainingRemedies::unreduced);
    }

    /** All gradients together no longer than 1. */
    Optional<Remedy> clipping() {
        Map<String, @Nullable Object> optimizer = new LinkedHashMap<>();
        optimizer.put("clipnorm", null);
        optimizer.put("clipvalue", null);
        optimizer.put("global_clipnorm", 1.0);
        return training("Clip the gradients to a common norm of 1", Map.of("optimizer", optimizer));
    }

    Optional<Remedy> epochs(int epochs) {
        return training("Train for " + epochs + " epochs", Map.of("epochs", epochs));
    }

    Optional<Remedy> earlyStopping() {
        return training(
                "Stop when the validation loss has not fallen for 5 epochs, and keep the best weights",
                Map.of("early_stopping", Map.of("monitor", "val_loss", "patience", 5, "restore_best_weights", true)));
    }

    /** Classes count in the loss as if they were all as frequent. */
    Optional<Remedy> classWeight() {
        return training("Weigh the classes so that each counts the same", Map.of("class_weight", "balanced"));
    }

    /** Instead of binary crossentropy a loss that makes less of what is already right, the rare class weighing more. */
    Optional<Remedy> focalLoss(double[] shares) {
        return spec.map(SpecPatches::loss)
                .filter(loss -> "binary_crossentropy".equals(loss.get("type")))
                .flatMap(loss -> training(
                        "Weigh the rare class and the hard examples: binary_focal_crossentropy",
                        Map.of("loss", focal(loss, shares))));
    }

    private static Map<String, Object> focal(Map<String, Object> crossentropy, double[] shares) {
        Map<String, Object> focal = new LinkedHashMap<>(crossentropy);
        focal.put("type", "binary_focal_crossentropy");
        if (shares.length == 2) {
            focal.put("apply_class_balancing", true);
            focal.put("alpha", shares[1] < shares[0] ? 0.75 : 0.25);
        }
        return focal;
    }

    /** A measure that shows what accuracy does not. */
    Optional<Remedy> metric(String name) {
        return spec.flatMap(patches -> {
            List<Object> metrics = new ArrayList<>(patches.metrics());
            metrics.add(name);
            return training("Measure " + name + " too", Map.of("metrics", metrics));
        });
    }

    /** Both together; empty without a spec. */
    Optional<Remedy> with(Remedy first, Optional<Remedy> second) {
        return spec.map(patches -> second.map(other -> new Remedy(
                        Remedy.joined(first.title(), other.title()), patches.both(first.patch(), other.patch())))
                .orElse(first));
    }

    /**
     * Together with a learning rate that suits networks on scaled numbers, unless the run's is like it: what was ill
     * seldom had a rate that is good for what is well.
     */
    Optional<Remedy> withRate(Optional<Remedy> remedy) {
        double rate = evidence.highestRate();
        boolean suits = evidence.isLikeAdam() && rate >= 0.003 && rate <= 0.03;
        return remedy.flatMap(main -> with(main, suits ? Optional.empty() : adam(0.01)));
    }

    /** Adam with a rate at which an output gets to such a size in a third of the steps. */
    Optional<Remedy> reachingRate(double size) {
        long steps = Math.max(1, (long) evidence.training().epochs() * evidence.stepsPerEpoch());
        return adam(Double.parseDouble(String.format(Locale.ROOT, "%.1g", Math.max(0.001, 3 * size / steps))));
    }

    Optional<Remedy> batchSize(int size) {
        return training("Use batches of " + size + " examples", Map.of("batch_size", size));
    }

    /** Batches of so many examples, for as many steps at least, with moving averages that follow in so few. */
    Optional<Remedy> largerBatches(int size, int steps) {
        int epochs = (int) Math.ceil((double) steps * size / evidence.data().examples());
        Optional<Remedy> longer = epochs(Math.max(epochs, evidence.training().epochs()));
        return batchSize(size)
                .flatMap(batches -> with(batches, longer))
                .flatMap(batches -> with(batches, momentumOfAverages(0.9)));
    }

    /** Moving averages of batch normalization that follow sooner. */
    Optional<Remedy> momentumOfAverages(double momentum) {
        return spec.flatMap(patches -> patches.averages(momentum))
                .map(patch -> new Remedy(
                        "Let the moving averages follow with a momentum of " + Text.number(momentum), patch));
    }

    /** A rate that stays, at least so high where rates can be compared. */
    Optional<Remedy> constantRate(double least) {
        double highest = evidence.highestRate();
        Optional<Remedy> rate = evidence.isLikeAdam() ? learningRate(Math.max(least, highest) / highest) : adam(least);
        return evidence.training().reduceOnPlateau() == null ? rate : rate.map(TrainingRemedies::unreduced);
    }

    @SuppressWarnings("unchecked")
    private static Remedy unreduced(Remedy rate) {
        Map<String, @Nullable Object> training = new LinkedHashMap<>(
                (Map<String, Object>) Objects.requireNonNull(rate.patch().get("training")));
        training.put("reduce_on_plateau", null);
        return new Remedy(rate.title() + ", and do not reduce it", Map.of("training", training));
    }

    /** @param entirely whether penalties and decay are left out, and not only made a hundred times weaker */
    Optional<Remedy> weakerRegularization(boolean entirely) {
        return spec.flatMap(patches -> patches.weaker(entirely ? 0 : 0.01))
                .map(patch -> new Remedy(
                        entirely
                                ? "Leave out the penalties and the weight decay"
                                : "Make the penalties and the weight decay a hundred times weaker",
                        patch));
    }

    /** Examples that are held out by chance, with the same shares of each class. */
    List<Remedy> otherValidation() {
        double split = evidence.knows(Needs.Fact.TRAINING) ? evidence.training().validationSplit() : 0;
        boolean classes = evidence.data().classShares().length > 0;
        Map<String, Object> drawn = Map.of("type", "split", "fraction", split > 0 ? split : 0.25, "stratify", classes);
        return spec
                .map(patches -> new Remedy(
                        "Draw the examples that are held out by chance"
                                + (classes ? ", with the same shares of each class" : ""),
                        Map.of("validation", drawn, "training", Map.of("validation_split", 0.0))))
                .stream()
                .toList();
    }

    final Optional<Remedy> training(String title, Map<String, Object> change) {
        return spec.map(patches -> new Remedy(title, Map.of("training", change)));
    }

    /** Records more. */
    Optional<Remedy> recording(List<Tensor> missing) {
        List<String> tensors = Stream.concat(evidence.recording().tensors().stream(), missing.stream())
                .map(Tensor::wireName)
                .toList();
        return spec.map(patches -> new Remedy("Record it too", Map.of("recording", Map.of("tensors", tensors))));
    }
}
