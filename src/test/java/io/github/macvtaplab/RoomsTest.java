package io.github.macvtaplab;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

/** Checks the plan of the rooms: who may use whom, and who alone may use which library. */
class RoomsTest {
    private static final String ROOT = "io.github.macvtaplab.";

    /** Lower it never; raise it as the project grows. A scan that finds nothing finds no fault either. */
    private static final int AT_LEAST_CLASSES = 80;

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.github.macvtaplab");

    /** Each room, and the rooms that it may use. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            entry("model", Set.of()),
            entry("config", Set.of("model")),
            entry("shell", Set.of("model")),
            entry("ansible", Set.of("shell", "model")),
            entry("embedded", Set.of("model", "config", "ansible")),
            entry("safety", Set.of("shell", "model")),
            entry("provision", Set.of("ansible", "shell", "safety", "model")),
            entry("connectivity", Set.of("shell", "model")),
            entry("workload", Set.of("shell", "model")),
            entry("claims", Set.of("workload", "connectivity", "model")),
            entry("diagnosis", Set.of("connectivity", "model")),
            entry("report", Set.of("diagnosis", "claims", "connectivity", "workload", "model")),
            entry(
                    "junit",
                    Set.of(
                            "model",
                            "config",
                            "shell",
                            "ansible",
                            "embedded",
                            "safety",
                            "provision",
                            "connectivity",
                            "diagnosis",
                            "workload",
                            "claims",
                            "report")));

    static final Set<String> ROOMS = MAY_USE.keySet();

    @Test
    void theScanFindsTheProject() {
        assertThat(CLASSES).hasSizeGreaterThan(AT_LEAST_CLASSES);
    }

    @Test
    void everyClassIsInARoomOfThePlan() {
        assertThat(CLASSES.stream().map(RoomsTest::room).distinct()).isSubsetOf(ROOMS);
    }

    @ParameterizedTest
    @FieldSource("ROOMS")
    void aRoomUsesOnlyWhatItMay(String room) {
        String[] others = ROOMS.stream()
                .filter(other -> !other.equals(room))
                .filter(other -> !MAY_USE.getOrDefault(room, Set.of()).contains(other))
                .map(other -> ROOT + other + "..")
                .toArray(String[]::new);
        if (others.length > 0) {
            noClasses()
                    .that()
                    .resideInAPackage(ROOT + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(others)
                    .allowEmptyShould(true)
                    .check(CLASSES);
        }
    }

    @Test
    void roomsAreFreeOfCircles() {
        slices().matching(ROOT + "(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @ParameterizedTest
    @CsvSource({
        "shell, net.schmizz..",
        "shell, com.hierynomus..",
        "shell, org.bouncycastle..",
        "embedded, org.testcontainers..",
        "embedded, com.github.dockerjava..",
        "report, io.qameta.allure..",
    })
    void aLibraryIsKnownToOneRoom(String room, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }

    @Test
    void onlyConfigReadsPropertiesAndEnvironment() {
        noClasses()
                .that()
                .resideOutsideOfPackage(ROOT + "config..")
                .should()
                .callMethodWhere(calls(System.class, "getProperty|getProperties|getenv"))
                .check(CLASSES);
    }

    @Test
    void nobodySleeps() {
        noClasses().should().callMethodWhere(calls(Thread.class, "sleep")).check(CLASSES);
    }

    private static DescribedPredicate<JavaCall<?>> calls(Class<?> owner, String names) {
        return DescribedPredicate.describe(
                "calls " + owner.getSimpleName() + "." + names,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getName().matches(names));
    }

    private static String room(JavaClass type) {
        String rest =
                type.getPackageName().substring(Math.min(type.getPackageName().length(), ROOT.length()));
        return rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest;
    }
}
