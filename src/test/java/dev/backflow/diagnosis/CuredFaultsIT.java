package dev.backflow.diagnosis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.backflow.TestService;
import dev.backflow.cures.CureAnswer;
import dev.backflow.cures.CureAnswer.Verdict;
import dev.backflow.cures.FirstAid;
import dev.backflow.cures.Laboratory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BiFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether cures are found for the networks of {@link InjectedFaultsIT}, and claimed for no healthy one and for no
 * shuffled labels. Thresholds were chosen on the seeds 1 and 21; what is reported is another: {@code mvn verify
 * -Dit.test=CuredFaultsIT -Dbackflow.cures.faults=400 -Dbackflow.cures.healthy=60 -Dbackflow.cures.shuffled=20}. By
 * default a few are treated.
 */
class CuredFaultsIT {

    private static final long SEED = Long.getLong("backflow.cures.seed", 22);
    private static final int RUNS = Integer.getInteger("backflow.cures.faults", 20);
    private static final int HEALTHY = Integer.getInteger("backflow.cures.healthy", 6);
    private static final int SHUFFLED = Integer.getInteger("backflow.cures.shuffled", 3);

    private static final JsonMapper MAPPER = new JsonMapper();

    private static TestService service;
    private static Laboratory laboratory;

    @BeforeAll
    static void start(@TempDir Path directory) {
        service = TestService.start(directory, "--backflow.worker.threads=0");
        laboratory = service.part(Laboratory.class);
    }

    @AfterAll
    static void stop() {
        service.close();
    }

    private record Cured(DrawnRuns.Ill ill, CureAnswer answer) {

        boolean isCured() {
            return answer.verdict() == Verdict.CURED;
        }
    }

    @Test
    void nineOfTenCurableNetworksAreCuredByThreePartsAtMost() {
        List<Cured> all = new ArrayList<>();
        for (int i = 0; all.size() < RUNS; i++) {
            DrawnRuns.ill(SEED, i)
                    .filter(DrawnRuns.Ill::isCurable)
                    .map(ill -> new Cured(ill, cure(ill.run())))
                    .ifPresent(all::add);
        }
        List<Cured> cured = all.stream().filter(Cured::isCured).toList();
        all.stream()
                .filter(each -> !each.isCured() || each.answer().parts().size() > 3)
                .forEach(each -> System.out.println(
                        each.ill().faults() + ": " + each.answer().text()));
        System.out.printf(
                Locale.ROOT,
                "cured %d of %d, %d by one part, %d by two, %d by three; trainings: median %d, most %d%n",
                cured.size(),
                all.size(),
                parts(cured, 1),
                parts(cured, 2),
                parts(cured, 3),
                trainings(all, 0.5),
                trainings(all, 1));
        long small = parts(cured, 1) + parts(cured, 2) + parts(cured, 3);
        assertThat((double) small / all.size()).isGreaterThanOrEqualTo(RUNS < 100 ? 0.8 : 0.9);
    }

    private static long parts(List<Cured> cured, int count) {
        return cured.stream()
                .filter(each -> each.answer().parts().size() == count)
                .count();
    }

    private static int trainings(List<Cured> all, double quantile) {
        int[] sorted = all.stream()
                .mapToInt(each -> each.answer().trainings())
                .sorted()
                .toArray();
        return sorted[(int) Math.min(sorted.length - 1, quantile * sorted.length)];
    }

    @Test
    void nothingIsClaimedOfHealthyNetworks() {
        assertThat(claims(HEALTHY, DrawnRuns::healthy)).isEmpty();
    }

    @Test
    void nothingIsClaimedWhereLabelsHaveNoRelationToTheInputs() {
        assertThat(claims(SHUFFLED, DrawnRuns::shuffled)).isEmpty();
    }

    private static List<String> claims(int count, BiFunction<Long, Integer, Optional<Trained>> drawn) {
        List<String> claims = new ArrayList<>();
        int made = 0;
        for (int i = 0; made < count; i++) {
            Optional<Trained> run = drawn.apply(SEED, i);
            made += run.isPresent() ? 1 : 0;
            run.map(CuredFaultsIT::cure)
                    .filter(answer -> answer.patch() != null)
                    .map(answer -> answer.text() + " " + answer)
                    .ifPresent(claims::add);
        }
        System.out.println(claims.size() + " claims of " + count);
        claims.forEach(System.out::println);
        return claims;
    }

    private static CureAnswer cure(Trained run) {
        List<FirstAid> remedies = new ArrayList<>();
        for (Finding finding : run.diagnosis().items()) {
            run.accepted(finding).stream()
                    .limit(remedies.size() < Laboratory.MOST_REMEDIES ? 1 : 0)
                    .map(remedy -> new FirstAid(finding.rule(), remedy.title(), MAPPER.valueToTree(remedy.patch())))
                    .forEach(remedies::add);
        }
        return laboratory.cure(run.spec(), remedies);
    }
}
