package dev.backflow.diagnosis;

import dev.backflow.diagnosis.SoundRuns.Draft;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** Runs drawn by chance that are known to be ill, or healthy. */
final class DrawnRuns {

    /** Of the sound network's quality: at most so much is ill, at least so much is healthy. */
    private static final double ILL = 0.75;

    private static final double WELL = 0.9;
    private static final double SOUND = 0.6;

    /** Of what nearest neighbours or a line reach. */
    private static final double REACHED = 0.8;

    private DrawnRuns() {}

    /**
     * A network that learned, and does not with these faults.
     *
     * @param quality that it had without them
     */
    record Ill(List<Faults> faults, Trained run, double quality) {

        boolean isCurable() {
            return faults.stream().allMatch(Faults::isCurable);
        }
    }

    /** The i-th; every third has two faults. Empty where the network was not sound before, or is not ill after. */
    static Optional<Ill> ill(long seed, int i) {
        Random random = new Random(1000 * seed + i);
        int count = i % 3 == 2 ? 2 : 1;
        long drawn = random.nextLong();
        Draft sound = SoundRuns.draw(new Random(drawn));
        Draft draft = SoundRuns.draw(new Random(drawn));
        List<Faults> faults = new ArrayList<>();
        while (faults.size() < count) {
            Faults fault = SoundRuns.of(random, Faults.values());
            if (faults.contains(fault) || count > 1 && !fault.isCurable()) {
                continue;
            }
            if (!fault.inject(draft, random)) {
                return Optional.empty();
            }
            faults.add(fault);
        }
        double quality = SoundRuns.quality(sound.train());
        Ill ill = new Ill(faults, draft.train(), quality);
        return quality < SOUND || ill.isCurable() && SoundRuns.quality(ill.run()) > ILL * quality
                ? Optional.empty()
                : Optional.of(ill);
    }

    /** The i-th, all kinds of data and variations in turn. Empty where it does not come as far as it could. */
    static Optional<Trained> healthy(long seed, int i) {
        Random random = new Random(7000 * seed + i);
        long drawn = random.nextLong();
        int kind = i % SoundRuns.KINDS;
        Draft sound = SoundRuns.draw(new Random(drawn), kind);
        Draft draft = SoundRuns.draw(new Random(drawn), kind);
        Variations variation = Variations.values()[(i / SoundRuns.KINDS) % Variations.values().length];
        long same = random.nextLong();
        variation.data(sound, new Random(same));
        variation.data(draft, new Random(same));
        variation.vary(draft, random);
        double best = SoundRuns.quality(sound.train());
        Trained run = draft.train();
        double attainable = run.evidence().data().attainable().least();
        boolean reached = SoundRuns.quality(run) >= Math.max(WELL * best, REACHED * attainable);
        return best > 0.3 && reached ? Optional.of(run) : Optional.empty();
    }

    /** The i-th, with labels that have nothing to do with the inputs. */
    static Optional<Trained> shuffled(long seed, int i) {
        Random random = new Random(9000 * seed + i);
        Draft draft = SoundRuns.draw(random);
        draft.training().put("epochs", 40 + random.nextInt(60));
        java.util.Collections.shuffle(draft.targets(), random);
        return Optional.of(draft.train());
    }
}
