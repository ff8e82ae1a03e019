package dev.backflow.diagnosis;

import dev.backflow.recording.EpochRecord;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.LongStream;

/**
 * The schedule lets the learning rate fall so early that most steps move nothing: for at least half of them it is below
 * a thousandth of its highest. Judged where the network has not learned half of what there is; before training where
 * all steps together are worth fewer than 100 at the highest rate.
 */
final class ScheduleEndsTraining implements ProgressRule {

    private static final double NOTHING = 1e-3;
    private static final double MOST_IDLE = 0.5;
    private static final double FEW_STEPS = 100;
    private static final int LOOKS = 10_000;

    @Override
    public String id() {
        return "schedule_ends_training";
    }

    /**
     * The schedule over a training.
     *
     * @param idle the share of steps with next to no rate
     * @param worth of all steps together, in steps at the highest rate
     */
    private record Schedule(long steps, double highest, double last, double idle, double worth) {

        static Schedule of(Evidence evidence) {
            long steps = Math.max(1, (long) evidence.training().epochs() * evidence.stepsPerEpoch());
            long looks = Math.min(steps, LOOKS);
            double[] rates = LongStream.range(0, looks)
                    .mapToDouble(
                            i -> evidence.training().optimizer().learningRate().at(i * steps / looks))
                    .toArray();
            double highest = evidence.highestRate();
            long idle = Arrays.stream(rates)
                    .filter(rate -> rate < NOTHING * highest)
                    .count();
            double worth = Arrays.stream(rates).sum() / highest * steps / looks;
            return new Schedule(steps, highest, rates[rates.length - 1], (double) idle / looks, worth);
        }

        /** As it went, where the rate was reduced besides. */
        Schedule recorded(Evidence evidence) {
            double[] rates = evidence.metric(EpochRecord.LEARNING_RATE);
            if (rates == null || evidence.training().reduceOnPlateau() == null) {
                return this;
            }
            double most = Arrays.stream(rates).max().orElse(highest);
            double none =
                    Arrays.stream(rates).filter(rate -> rate < NOTHING * most).count();
            double all = Arrays.stream(rates).sum() / most * steps / rates.length;
            return new Schedule(steps, most, rates[rates.length - 1], none / rates.length, all);
        }
    }

    @Override
    public Optional<Finding> judge(Evidence evidence) {
        Schedule schedule = Schedule.of(evidence).recorded(evidence);
        LearningCurve curve = evidence.curve();
        return schedule.idle() >= MOST_IDLE && evidence.ended() && curve.length() > 0 && !curve.isHealthy()
                ? Optional.of(finding(evidence, schedule, curve.stalls()))
                : Optional.empty();
    }

    @Override
    public Optional<Finding> foresee(Evidence evidence) {
        Schedule schedule = Schedule.of(evidence);
        return schedule.idle() >= MOST_IDLE
                        && schedule.worth() < FEW_STEPS
                        && evidence.training().epochs() > 0
                ? Optional.of(finding(evidence, schedule, false))
                : Optional.empty();
    }

    private Finding finding(Evidence evidence, Schedule schedule, boolean stalls) {
        Remedies remedies = new Remedies(evidence);
        return Finding.of(id())
                .errorIf(stalls)
                .during(evidence.wholeRun())
                .measured("share of the steps at less than a thousandth of the highest rate", schedule.idle())
                .against(MOST_IDLE)
                .because("The schedule lets the learning rate fall from " + Text.number(schedule.highest()) + " to "
                        + Text.number(schedule.last()) + ", and in " + Text.percent(schedule.idle()) + " of the "
                        + schedule.steps() + " steps it is next to nothing"
                        + ". All of them together move the weights no farther than " + Text.number(schedule.worth())
                        + " steps at the highest rate. Decay over more steps, or keep the rate constant.")
                .remedies(
                        remedies.constantRate(0.01),
                        remedies.learningRate(1)
                                .filter(same -> evidence.training().reduceOnPlateau() == null))
                .see("Bengio: Practical recommendations for gradient-based training of deep architectures, 2012,"
                        + " section 3.1.1 (learning rate schedules)");
    }
}
