package dev.backflow;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.backflow.engine.layers.LayerSpec;
import dev.backflow.engine.losses.RegressionLoss;
import dev.backflow.engine.optimizers.Adam;
import dev.backflow.runs.Run;
import dev.backflow.runs.RunSpecs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom. */
class ArchitectureTest {

    private static final String ROOT = "dev.backflow.";

    private static final Map<String, Set<String>> MAY_IMPORT = Map.ofEntries(
            entry("spec", Set.of()),
            entry("access", Set.of("spec")),
            entry("engine", Set.of("spec")),
            entry("datasets", Set.of("spec", "engine")),
            entry("recording", Set.of("spec", "engine")),
            entry("diagnosis", Set.of("spec", "recording", "engine", "datasets")),
            entry("runs", Set.of("spec", "access", "engine", "datasets", "recording")),
            entry("uploads", Set.of("spec", "access", "datasets")),
            entry("storage", Set.of("recording")),
            entry("execution", Set.of("runs", "cures", "datasets", "engine", "recording", "storage")),
            entry(
                    "cures",
                    Set.of("spec", "engine", "datasets", "recording", "runs", "findings", "diagnosis", "experiments")),
            entry("findings", Set.of("spec", "engine", "datasets", "recording", "runs", "diagnosis")),
            entry("series", Set.of("recording", "storage", "diagnosis")),
            entry(
                    "experiments",
                    Set.of(
                            "spec",
                            "access",
                            "engine",
                            "datasets",
                            "recording",
                            "runs",
                            "storage",
                            "findings",
                            "diagnosis",
                            "series")),
            entry("figures", Set.of("series", "recording", "storage")),
            entry("exports", Set.of("series", "recording", "storage")),
            entry(
                    "api",
                    Set.of(
                            "spec",
                            "access",
                            "datasets",
                            "uploads",
                            "recording",
                            "runs",
                            "storage",
                            "diagnosis",
                            "findings",
                            "series",
                            "figures",
                            "exports",
                            "experiments",
                            "cures")));

    /** Folders inside a package, from the ground up: each may import those before it, and the package itself none after. */
    private static final List<String> ENGINE =
            List.of("numerics", "activations", "initializers", "losses", "metrics", "optimizers", "products", "layers");

    private static final Pattern NAMED_CLASS =
            Pattern.compile("\\{@(?:code|link)\\s*(?:\\*\\s*)?(?:dev\\.backflow\\.[a-z.]*)?([A-Z][a-z]\\w*)}");

    private static final Set<String> MACHINE_TIME = Set.of(
            "java.lang.System.nanoTime",
            "java.lang.System.currentTimeMillis",
            "java.time.Instant.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.backflow");

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void aPackageImportsOnlyWhatTheTableAllows(String importer) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + importer + "..")
                .should()
                .dependOnClassesThat(
                        describe("are not allowed to " + importer, imported -> isForbidden(importer, imported)))
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    private static boolean isForbidden(String importer, JavaClass imported) {
        String name = imported.getPackageName();
        if (!name.startsWith(ROOT)) {
            return false;
        }
        String feature = name.substring(ROOT.length()).split("\\.")[0];
        return !feature.equals(importer) && !MAY_IMPORT.get(importer).contains(feature);
    }

    @Test
    void everyClassLivesInAPackageOfTheTable() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        Stream.concat(Stream.of("dev.backflow"), packages().map(name -> ROOT + name + ".."))
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    /** Readers use the outline. Whether a network can be judged, asked or drawn by its spec is found out where a run is opened. */
    @Test
    void aStoredSpecIsReadOnlyWhereARunIsSubmittedTrainedOrOpened() {
        noClasses()
                .that()
                .resideOutsideOfPackages(ROOT + "runs", ROOT + "execution")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "api.OpenRun")
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "experiments.OutcomeReader") // judges many runs at once
                .and()
                .doNotHaveFullyQualifiedName(ROOT + "cures.CureJournal") // trains it with changes
                .should()
                .callMethod(RunSpecs.class, "of", Run.class)
                .check(CLASSES);
        noClasses()
                .that()
                .doNotHaveSimpleName("RunSpecs") // parses it
                .and()
                .doNotHaveSimpleName("RunForks") // patches it
                .and()
                .doNotHaveSimpleName("RunView") // shows it as it is
                .should()
                .callMethodWhere(describe(
                        "read a stored spec",
                        call -> call.getName().equals("spec")
                                && call.getTargetOwner().isAssignableTo(Run.class)))
                .check(CLASSES);
    }

    @Test
    void theFoldersOfTheEngineAreStackedWithoutACircle() {
        for (int i = 0; i < ENGINE.size(); i++) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + "engine." + ENGINE.get(i))
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(Stream.concat(
                                    Stream.of(ROOT + "engine"),
                                    ENGINE.subList(i + 1, ENGINE.size()).stream()
                                            .map(name -> ROOT + "engine." + name))
                            .toArray(String[]::new))
                    .check(CLASSES);
        }
    }

    @Test
    void theEngineIsPlainJavaEjmlAndOpenblas() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "engine..",
                        ROOT + "spec",
                        "java.lang..",
                        "java.util..",
                        "org.ejml..",
                        "org.jspecify..",
                        "java.nio",
                        "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void theStatisticsOfExperimentsArePlainJavaAndCommonsStatistics() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "experiments.statistics")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "experiments.statistics",
                        ROOT + "engine.numerics",
                        "java.lang..",
                        "java.util..",
                        "java.math",
                        "org.apache.commons.statistics..",
                        "org.jspecify..")
                .check(CLASSES);
    }

    @Test
    void theEngineUsesNoMathematicsThatDiffersBetweenMachines() {
        Set<String> differing = Set.of(
                "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
                "sinh", "cosh", "tanh", "cbrt", "hypot", "random");
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .callMethodWhere(describe(
                        "are Math's inexact functions",
                        call -> call.getTargetOwner().isEquivalentTo(Math.class) && differing.contains(call.getName())))
                .check(CLASSES);
    }

    @Test
    void theEngineHasNoClockAndNoGlobalRandomness() {
        DescribedPredicate<JavaClass> forbidden = describe(
                "are a clock or a global random generator",
                type -> Set.of(
                                "java.util.Random",
                                "java.util.concurrent.ThreadLocalRandom",
                                "java.security.SecureRandom",
                                "java.time.Clock",
                                "java.util.Date",
                                "java.util.UUID")
                        .contains(type.getName()));
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .dependOnClassesThat(forbidden)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine..")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    /** Sealed types of the engine are families, whose members speak through the interface that the family shares. */
    @Test
    void theDiagnosisKnowsNoMemberOfAFamilyOfTheEngine() {
        Set<String> members = CLASSES.stream()
                .filter(type -> type.getPackageName().startsWith(ROOT + "engine"))
                .map(JavaClass::reflect)
                .filter(Class::isSealed)
                .flatMap(family -> Stream.of(family.getPermittedSubclasses()))
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(members)
                .contains(
                        Adam.class.getName(),
                        LayerSpec.Dense.class.getName(),
                        RegressionLoss.class.getName(),
                        RegressionLoss.Poisson.class.getName());
        noClasses()
                .that()
                .resideInAPackage(ROOT + "diagnosis")
                .should()
                .dependOnClassesThat(describe("are members of a family", type -> isOrLiesIn(type, members)))
                .check(CLASSES);
    }

    private static boolean isOrLiesIn(JavaClass type, Set<String> members) {
        return members.contains(type.getName())
                || type.getEnclosingClass()
                        .filter(outer -> isOrLiesIn(outer, members))
                        .isPresent();
    }

    @Test
    void onlyTheApplicationAsksTheMachineForTheTime() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(Backflow.class)
                .should()
                .callMethodWhere(describe(
                        "ask the machine for the time",
                        call -> MACHINE_TIME.contains(call.getTargetOwner().getName() + "." + call.getName())
                                && call.getTarget().getRawParameterTypes().isEmpty()))
                .check(CLASSES);
    }

    @Test
    void aTrainingAndItsRecordingNeitherLogNorStore() {
        noClasses()
                .that()
                .resideInAnyPackage(ROOT + "engine..", ROOT + "recording..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.slf4j..",
                        "java.util.logging..",
                        "java.sql..",
                        "javax.sql..",
                        "java.io..",
                        "java.nio.file..",
                        "jakarta.persistence..",
                        "org.springframework..")
                .check(CLASSES);
    }

    @Test
    void theReadingListsOfPackagesNameClassesThatThereAre() throws IOException {
        Set<String> known = CLASSES.stream().map(JavaClass::getSimpleName).collect(Collectors.toSet());
        Set<String> unknown = new TreeSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            for (Path file :
                    files.filter(path -> path.endsWith("package-info.java")).toList()) {
                NAMED_CLASS
                        .matcher(Files.readString(file))
                        .results()
                        .map(named -> named.group(1))
                        .filter(name -> !known.contains(name))
                        .forEach(name -> unknown.add(name + " in " + file));
            }
        }
        assertThat(unknown).isEmpty();
    }
}
