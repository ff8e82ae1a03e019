package dev.backflow.recording;

import dev.backflow.spec.Check;

/**
 * Which checkpoints of a run are kept when it has ended, to fork other runs from. The untrained network needs none: it
 * follows from the spec.
 */
public sealed interface KeepCheckpoints
        permits KeepCheckpoints.None, KeepCheckpoints.FirstAndLast, KeepCheckpoints.Every {

    /** Whether that of an epoch which is not the last is kept. */
    boolean keeps(int epoch);

    /** Whether that of the last epoch is kept. */
    default boolean keepsLast() {
        return true;
    }

    /** A run can be forked from its first epoch only. */
    record None() implements KeepCheckpoints {

        @Override
        public boolean keeps(int epoch) {
            return false;
        }

        @Override
        public boolean keepsLast() {
            return false;
        }
    }

    /** A run can be forked from its first and from its last epoch. */
    record FirstAndLast() implements KeepCheckpoints {

        @Override
        public boolean keeps(int epoch) {
            return false;
        }
    }

    /**
     * A run can be forked from its first and last epoch and from those between them at a distance.
     *
     * @param epochs the distance
     */
    record Every(int epochs) implements KeepCheckpoints {

        public Every {
            Check.between("epochs", epochs, 1, 1_000_000);
        }

        @Override
        public boolean keeps(int epoch) {
            return epoch > 0 && epoch % epochs == 0;
        }
    }
}
