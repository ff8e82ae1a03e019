package dev.backflow;

import java.time.Clock;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.context.annotation.Bean;

/** Starts the service. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class Backflow {

    public static void main(String[] args) {
        SpringApplication.run(Backflow.class, args);
    }

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }
}
