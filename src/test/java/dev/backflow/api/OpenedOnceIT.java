package dev.backflow.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.runs.Run;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A request opens its run once, whatever it reads of it. */
class OpenedOnceIT {

    private static final TestService service = TestService.shared();

    private static String run;

    @BeforeAll
    static void train() {
        run = service.submit(
                Specs.SMALL.replace("\"seed\": 7", "\"seed\": 7, \"recording\": {\"histograms\": [\"kernel\"]}"));
        service.ended(run);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/metrics",
                "/series?tensor=kernel&statistic=std",
                "/histograms?tensor=kernel&layer=output",
                "/signals/backward_gain",
                "/findings",
                "/model",
                "/model?epoch=1",
                "/replay",
                "/export.csv",
                "/export.json",
                "/figures/weights.svg",
                "/figures/gradients.svg",
                "/figures/signals.svg",
                "/figures/histograms.svg",
                "/figures/boundary.svg"
            })
    void aRequestLoadsTheRunOnce(String path) {
        Statistics statistics = service.part(EntityManagerFactory.class)
                .unwrap(SessionFactory.class)
                .getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            statistics.clear();
            assertThat(service.get("/api/v1/runs/" + run + path).status()).isEqualTo(200);
            assertThat(statistics.getEntityStatistics(Run.class.getName()).getLoadCount())
                    .isEqualTo(1);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }
}
