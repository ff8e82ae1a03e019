package dev.backflow;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.function.LongSupplier;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Backflow {

    public static void main(String[] args) {
        Thread.setDefaultUncaughtExceptionHandler(new DeadThreads());
        SpringApplication.run(Backflow.class, args);
    }

    /** What time it is, in microseconds, which is what the databases keep. */
    @Bean
    Clock clock() {
        return Clock.tick(Clock.systemUTC(), Duration.of(1, ChronoUnit.MICROS));
    }

    /** Nanoseconds since some moment, for durations: a clock that is set right does not disturb it. */
    @Bean
    LongSupplier nanoTime() {
        return System::nanoTime;
    }
}
