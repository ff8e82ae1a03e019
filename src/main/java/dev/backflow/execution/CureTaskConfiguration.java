package dev.backflow.execution;

import com.github.kagkarlsson.scheduler.task.Task;
import dev.backflow.cures.CureWork;
import java.time.Clock;
import java.util.function.LongSupplier;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Searches for cures in the queue of runs, which does without them. */
@Configuration(proxyBeanMethods = false)
class CureTaskConfiguration {

    @Bean
    Task<Void> cureTask(
            CureWork work, MemoryBudget memory, Interruption interruption, Clock clock, LongSupplier nanoTime) {
        return new CureTask(work, memory, interruption, clock, nanoTime);
    }
}
