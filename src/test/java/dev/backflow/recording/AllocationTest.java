package dev.backflow.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.backflow.engine.Observation;
import dev.backflow.engine.Trainer;
import dev.backflow.engine.TrainingControl;
import dev.backflow.engine.TrainingObserver;
import dev.backflow.runs.RunSpec;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A step leaves nothing to the garbage collector, compiled or not. */
class AllocationTest {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** Counts the bytes allocated from the question before a step to the one after it. */
    private static final class Counter implements TrainingObserver, TrainingControl {

        private int observed;
        private int steps;
        private long before;
        private long bytes;
        private boolean inStep;

        @Override
        public boolean observes(int epoch) {
            return true;
        }

        @Override
        public void observed(Observation observation) {
            observed++;
        }

        @Override
        public boolean observesStep(long step) {
            inStep = true;
            return false;
        }

        @Override
        public boolean stopped() {
            long now = THREADS.getCurrentThreadAllocatedBytes();
            if (observed > 1 && inStep) {
                bytes += now - before;
                steps++;
            }
            inStep = false;
            before = THREADS.getCurrentThreadAllocatedBytes();
            return false;
        }
    }

    @Test
    void aStepAfterTheFirstEpochAllocatesNothing() {
        Map<String, Long> bytes = new TreeMap<>();
        new TrainingFamily().specs().forEach((name, spec) -> {
            long least = least(spec);
            if (least > 0) {
                bytes.put(name, least);
            }
        });
        assertThat(bytes).as("bytes in all steps").isEmpty();
    }

    /**
     * Of a few trainings: the machine itself allocates now and then, when it gives up compiled code, but not every
     * time.
     */
    private static long least(RunSpec spec) {
        long least = Long.MAX_VALUE;
        for (int attempt = 0; attempt < 5 && least > 0; attempt++) {
            Counter counter = new Counter();
            new Trainer(spec.network(), spec.training(), spec.dataset().generate(), spec.seed(), counter, counter)
                    .train();
            assertThat(counter.steps).isGreaterThanOrEqualTo(spec.training().epochs() - 1);
            least = Math.min(least, counter.bytes);
        }
        return least;
    }
}
