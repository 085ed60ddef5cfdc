package io.github.macvtaplab.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.junit.CalibrationTest;
import io.github.macvtaplab.junit.CareTest;
import io.github.macvtaplab.junit.Claim;
import io.github.macvtaplab.junit.ClaimsByCell;
import io.github.macvtaplab.junit.LabTest;
import io.github.macvtaplab.junit.SabotageTest;
import io.github.macvtaplab.model.ClaimId;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Checks that the suite looks at every claim, and that everything it looks at belongs to one. */
class ClaimsAreCoveredTest {
    /** Lower it never; raise it as the suite grows. A scan that finds nothing finds no gap either. */
    private static final int AT_LEAST_CLASSES = 5;

    private static final List<Class<?>> SUITE =
            ReflectionSupport.findAllClassesInPackage("io.github.macvtaplab.suite", type -> true, name -> true);

    @Test
    void theScanFindsTheSuite() {
        assertThat(namedAsLabTests()).hasSizeGreaterThanOrEqualTo(AT_LEAST_CLASSES);
    }

    @ParameterizedTest
    @EnumSource
    void everyClaimHasTest(ClaimId claim) {
        assertThat(namedAsLabTests().stream().flatMap(type -> tests(type).stream()))
                .as("tests of %s", claim.id())
                .anyMatch(test -> claimsOf(test).contains(claim));
    }

    @Test
    void everyTestOfTheSuiteBelongsToAClaim() {
        assertThat(namedAsLabTests().stream()
                        .filter(type -> !AnnotationSupport.isAnnotated(type, SabotageTest.class)
                                && !AnnotationSupport.isAnnotated(type, CalibrationTest.class)
                                && !AnnotationSupport.isAnnotated(type, CareTest.class))
                        .flatMap(type -> tests(type).stream()))
                .allSatisfy(test ->
                        assertThat(claimsOf(test)).as("claims of %s", test).isNotEmpty());
    }

    @Test
    void everyClassOfTheSuiteHasTests() {
        assertThat(namedAsLabTests())
                .allSatisfy(type -> assertThat(tests(type))
                        .as("tests of %s", type.getName())
                        .isNotEmpty());
    }

    @Test
    void everyClassNamedAsLabTestIsOne() {
        assertThat(namedAsLabTests()).allMatch(ClaimsAreCoveredTest::labTest, "has an annotation of a lab test");
    }

    @Test
    void everyLabTestHasTheNameByWhichFailsafeFindsIt() {
        assertThat(SUITE.stream().filter(ClaimsAreCoveredTest::labTest))
                .allMatch(ClaimsAreCoveredTest::namedAsLabTest, "is named *IT");
    }

    private static List<Class<?>> namedAsLabTests() {
        return SUITE.stream().filter(ClaimsAreCoveredTest::namedAsLabTest).toList();
    }

    private static boolean namedAsLabTest(Class<?> type) {
        return type.getSimpleName().endsWith("IT");
    }

    private static boolean labTest(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, LabTest.class)
                || AnnotationSupport.isAnnotated(type, SabotageTest.class)
                || AnnotationSupport.isAnnotated(type, CalibrationTest.class)
                || AnnotationSupport.isAnnotated(type, CareTest.class);
    }

    private static List<Method> tests(Class<?> type) {
        return ReflectionSupport.findMethods(
                type, method -> AnnotationSupport.isAnnotated(method, Testable.class), HierarchyTraversalMode.TOP_DOWN);
    }

    private static Set<ClaimId> claimsOf(Method test) {
        if (AnnotationSupport.isAnnotated(test.getDeclaringClass(), ClaimsByCell.class)) {
            return ExpectedMatrix.load().claims();
        }
        return AnnotationSupport.findAnnotation(test, Claim.class)
                .or(() -> AnnotationSupport.findAnnotation(test.getDeclaringClass(), Claim.class))
                .map(claim -> Set.of(claim.value()))
                .orElse(Set.of());
    }
}
