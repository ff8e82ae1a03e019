package dev.backflow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the service. */
@SpringBootApplication
public class Backflow {

    public static void main(String[] args) {
        SpringApplication.run(Backflow.class, args);
    }
}
