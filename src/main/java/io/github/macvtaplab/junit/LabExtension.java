package io.github.macvtaplab.junit;

import io.github.macvtaplab.connectivity.ExpectedMatrix;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.ClaimVerdict;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Observation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;
import org.opentest4j.TestAbortedException;

/** Start the lab once per run, hand each test its bench, and turn the test's outcome into an observation of its claim. */
final class LabExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                ParameterResolver,
                TestExecutionExceptionHandler,
                AfterTestExecutionCallback,
                AfterAllCallback {
    /** JUnit's parameter that says where the run leaves what was wrong with it; not set for the tests of this class. */
    private static final String FAILURE_DIRECTORY = "macvtaplab.failure.directory";

    private static final Namespace NAMESPACE = Namespace.create(LabExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        claimsOf(context.getRequiredTestClass());
        holder(context).session();
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        LabSession session = holder(context).session();
        if (selfTest(context.getRequiredTestClass())) {
            session.report().claims("The suite tests itself");
        } else if (byCell(context.getRequiredTestClass())) {
            session.report().claims("Reachability matrix");
        } else {
            session.report().claim(claim(context));
        }
        missing(context, session).ifPresent(reason -> {
            throw new TestAbortedException("skipped: " + reason);
        });
        context.getStore(NAMESPACE).put("bench", new Bench(session));
    }

    /** Why a test cannot be run in this lab; empty if it can. The tests of cells find out for themselves. */
    private static Optional<String> missing(ExtensionContext context, LabSession session) {
        Class<?> testClass = context.getRequiredTestClass();
        Optional<String> part = AnnotationSupport.findAnnotation(testClass, NeedsPart.class)
                .flatMap(needs -> session.scope().missing(Set.of(needs.value())));
        return selfTest(testClass) || byCell(testClass)
                ? part
                : part.or(() -> session.scope().missing(claim(context)));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Bench.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        // Parameters are resolved once for the constructor's and once for the method's; only a test has a bench.
        return bench(context);
    }

    private static Bench bench(ExtensionContext context) {
        Bench bench = context.getStore(NAMESPACE).get("bench", Bench.class);
        if (bench == null) {
            throw new LabException(
                    "a Bench is a parameter of test methods only; " + context.getDisplayName() + " is none");
        }
        return bench;
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw holder(context).session().explain(failure);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        LabSession session = holder(context).session();
        session.steps().flush();
        Optional<Throwable> failure = context.getExecutionException();
        if (failure.isPresent() && !(failure.get() instanceof TestAbortedException)) {
            session.custody().failed();
        }
        if (selfTest(context.getRequiredTestClass())) {
            failed(context, failure, List.of());
            return;
        }
        Bench bench = bench(context);
        if (failure.isPresent() && failure.get() instanceof TestAbortedException) {
            return;
        }
        if (failure.isPresent() && AnnotationSupport.isAnnotated(context.getRequiredTestMethod(), Contrast.class)) {
            session.register()
                    .remark(
                            claim(context),
                            "the contrast is not shown: " + failure.get().getMessage());
            failed(context, failure, List.of());
            return;
        }
        List<Observation> observations = byCell(context.getRequiredTestClass())
                ? cellObservations(context, bench, failure, session.scope())
                : List.of(observation(context, bench, failure));
        observations.forEach(session.register()::add);
        failed(context, failure, observations);
        if (byCell(context.getRequiredTestClass())) {
            session.report().observations(observations);
        } else {
            observations.forEach(session.report()::observation);
        }
    }

    private static void failed(ExtensionContext context, Optional<Throwable> failure, List<Observation> observations) {
        failure.filter(error -> !(error instanceof TestAbortedException))
                .ifPresent(error ->
                        holder(context).wrong().test(name(context), String.valueOf(error.getMessage()), observations));
    }

    private static Observation observation(ExtensionContext context, Bench bench, Optional<Throwable> failure) {
        ClaimVerdict verdict = failure.map(LabExtension::verdict).orElseGet(bench::verdict);
        String summary =
                failure.map(error -> String.valueOf(error.getMessage())).orElseGet(bench::summary);
        return new Observation(claim(context), verdict, name(context), summary, bench.tally());
    }

    /** A test that broke before it saw any cell leaves every claim undecided that needs its situation. */
    private static List<Observation> cellObservations(
            ExtensionContext context, Bench bench, Optional<Throwable> failure, Scope scope) {
        if (failure.isEmpty() || !bench.observed().isEmpty()) {
            // What some cells say of a claim that was not asked for is half of what it takes.
            return bench.observed().stream()
                    .filter(observation -> scope.asks(observation.claim()))
                    .toList();
        }
        String message = String.valueOf(failure.get().getMessage());
        return bench.needing().stream()
                .filter(claim -> scope.asks(claim) && scope.missing(claim).isEmpty())
                .map(claim -> new Observation(claim, ClaimVerdict.INCONCLUSIVE, name(context), message))
                .toList();
    }

    private static boolean selfTest(Class<?> testClass) {
        return AnnotationSupport.isAnnotated(testClass, SabotageTest.class)
                || AnnotationSupport.isAnnotated(testClass, CalibrationTest.class)
                || AnnotationSupport.isAnnotated(testClass, CareTest.class);
    }

    private static boolean byCell(Class<?> testClass) {
        return AnnotationSupport.isAnnotated(testClass, ClaimsByCell.class);
    }

    private static ClaimVerdict verdict(Throwable failure) {
        // Another assertion than those about paths, or another exception, says that the test did not work.
        return failure instanceof ClaimRefuted ? ClaimVerdict.REFUTED : ClaimVerdict.INCONCLUSIVE;
    }

    @Override
    public void afterAll(ExtensionContext context) {
        LabSession session = holder(context).session();
        if (byCell(context.getRequiredTestClass())) {
            session.matrix().print();
        }
        claimsOf(context.getRequiredTestClass()).stream()
                .filter(session.choice()::asks)
                .forEach(session::printClaim);
    }

    private static String name(ExtensionContext context) {
        return context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
    }

    private static ClaimId claim(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getRequiredTestMethod(), Claim.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getRequiredTestClass(), Claim.class))
                .map(Claim::value)
                .orElseThrow(() -> new LabException(name(context) + " has no @Claim; every lab test belongs to one"));
    }

    /** The claims that a test, or a class of them, says it is about; none where it says nothing. */
    static Set<ClaimId> declaredClaims(ExtensionContext context) {
        return context.getTestMethod()
                .filter(method -> !byCell(context.getRequiredTestClass()))
                .flatMap(method -> AnnotationSupport.findAnnotation(method, Claim.class))
                .map(claim -> Set.of(claim.value()))
                .orElseGet(() ->
                        context.getTestClass().map(LabExtension::declaredClaims).orElse(Set.of()));
    }

    private static Set<ClaimId> claimsOf(Class<?> testClass) {
        Set<ClaimId> claims = declaredClaims(testClass);
        if (claims.isEmpty() && !selfTest(testClass)) {
            throw new LabException(testClass.getSimpleName() + " has no @Claim; every lab test belongs to one");
        }
        return claims;
    }

    private static Set<ClaimId> declaredClaims(Class<?> testClass) {
        if (selfTest(testClass)) {
            return Set.of();
        }
        if (byCell(testClass)) {
            return ExpectedMatrix.load().claims();
        }
        Set<ClaimId> claims = new LinkedHashSet<>();
        AnnotationSupport.findAnnotation(testClass, Claim.class)
                .map(Claim::value)
                .ifPresent(claims::add);
        Arrays.stream(testClass.getDeclaredMethods())
                .map(method -> AnnotationSupport.findAnnotation(method, Claim.class))
                .flatMap(Optional::stream)
                .map(Claim::value)
                .sorted()
                .forEach(claims::add);
        return claims;
    }

    private static SessionHolder holder(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(
                        SessionHolder.class,
                        type -> new SessionHolder(context.getConfigurationParameter(FAILURE_DIRECTORY)
                                .map(Path::of)),
                        SessionHolder.class);
    }
}
