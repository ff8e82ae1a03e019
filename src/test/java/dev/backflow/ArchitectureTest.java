package dev.backflow;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who may import whom. */
class ArchitectureTest {

    private static final String ROOT = "dev.backflow.";

    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "engine", Set.of(),
            "datasets", Set.of("engine"),
            "recording", Set.of("engine"),
            "diagnosis", Set.of("recording", "engine"),
            "runs", Set.of("engine", "datasets", "recording"),
            "storage", Set.of("runs", "recording"),
            "execution", Set.of("runs", "datasets", "engine", "recording", "diagnosis", "storage"),
            "experiments", Set.of("runs", "storage", "series", "diagnosis"),
            "series", Set.of("runs", "recording", "storage", "diagnosis"),
            "api", Set.of("runs", "datasets", "recording", "storage", "diagnosis", "experiments", "series"));

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.backflow");

    static Stream<String> packages() {
        return MAY_IMPORT.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void a_package_imports_only_what_the_table_allows(String importer) {
        noClasses()
                .that()
                .resideInAPackage(ROOT + importer)
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
        String feature = name.substring(ROOT.length());
        return !feature.equals(importer) && !MAY_IMPORT.get(importer).contains(feature);
    }

    @Test
    void every_class_lives_in_a_package_of_the_table() {
        noClasses()
                .should()
                .resideOutsideOfPackages(
                        Stream.concat(Stream.of("dev.backflow"), packages().map(ROOT::concat))
                                .toArray(String[]::new))
                .check(CLASSES);
    }

    @Test
    void the_engine_is_plain_java_ejml_and_openblas() {
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine")
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages(
                        ROOT + "engine", "java.lang..", "java.util..", "org.ejml..", "java.nio", "org.bytedeco..")
                .check(CLASSES);
    }

    @Test
    void the_engine_uses_no_mathematics_that_differs_between_machines() {
        Set<String> differing = Set.of(
                "exp", "expm1", "log", "log10", "log1p", "pow", "sin", "cos", "tan", "asin", "acos", "atan", "atan2",
                "sinh", "cosh", "tanh", "cbrt", "hypot", "random");
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine")
                .should()
                .callMethodWhere(describe(
                        "are Math's inexact functions",
                        call -> call.getTargetOwner().isEquivalentTo(Math.class) && differing.contains(call.getName())))
                .check(CLASSES);
    }

    @Test
    void the_engine_has_no_clock_and_no_global_randomness() {
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
                .resideInAPackage(ROOT + "engine")
                .should()
                .dependOnClassesThat(forbidden)
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage(ROOT + "engine")
                .should()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }
}
