package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.testkit.engine.EventConditions.abortedWithReason;
import static org.junit.platform.testkit.engine.EventConditions.event;
import static org.junit.platform.testkit.engine.EventConditions.finishedWithFailure;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.instanceOf;
import static org.junit.platform.testkit.engine.TestExecutionResultConditions.message;

import io.github.macvtaplab.config.LabConfigException;
import io.github.macvtaplab.model.ClaimId;
import io.github.macvtaplab.model.LabException;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.opentest4j.TestAbortedException;

/** Runs lab tests that get no further than the start of the lab. */
class LabExtensionTest {
    /** No lab property: the configuration refuses it before anything is started. */
    private static final String UNKNOWN = "lab.nothing-starts";

    @BeforeEach
    void refuseToStartTheLab() {
        System.setProperty(UNKNOWN, "true");
    }

    @AfterEach
    void restoreProperties() {
        System.clearProperty(UNKNOWN);
    }

    @Test
    void classWithoutClaimFailsWithItsNameBeforeTheLabStarts() {
        run(NoClaim.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(LabException.class),
                                message(text -> text.contains("NoClaim has no @Claim")))));
    }

    @Test
    void labThatDoesNotStartFailsTheFirstClassWithTheReason() {
        run(First.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                instanceOf(LabConfigException.class), message(text -> text.contains(UNKNOWN)))));
    }

    @Test
    void labThatDoesNotStartIsTriedOnceAndTheOtherClassesAreAborted() {
        run(First.class, Second.class)
                .containerEvents()
                .assertThatEvents()
                .haveExactly(1, event(finishedWithFailure(instanceOf(LabConfigException.class))))
                .haveExactly(
                        1,
                        event(abortedWithReason(
                                instanceOf(TestAbortedException.class),
                                message(text -> text.startsWith("the lab did not start")))));
    }

    @Test
    void noTestRunsWithoutLab() {
        assertThat(run(First.class, Second.class).testEvents().started().count())
                .isZero();
    }

    @Test
    void benchIsRefusedToConstructors() {
        run(BenchInConstructor.class)
                .testEvents()
                .assertThatEvents()
                .haveExactly(
                        1,
                        event(finishedWithFailure(
                                message(text -> text.contains("a Bench is a parameter of test methods only")))));
    }

    private static EngineExecutionResults run(Class<?>... classes) {
        return EngineTestKit.engine("junit-jupiter")
                .configurationParameter("junit.jupiter.extensions.autodetection.enabled", "false")
                .selectors(Arrays.stream(classes)
                        .map(type -> selectClass(type))
                        .toArray(size -> new org.junit.platform.engine.discovery.ClassSelector[size]))
                .execute();
    }

    @LabTest
    static class NoClaim {
        @Test
        void test(Bench bench) {
            assertThat(bench).isNotNull();
        }
    }

    @LabTest
    @Claim(ClaimId.EXPOSED)
    static class First {
        @Test
        void test(Bench bench) {
            assertThat(bench).isNotNull();
        }
    }

    @LabTest
    @Claim(ClaimId.EXPOSED)
    static class Second {
        @Test
        void test(Bench bench) {
            assertThat(bench).isNotNull();
        }
    }

    @ExtendWith(OnlyParameters.class)
    static class BenchInConstructor {
        BenchInConstructor(Bench bench) {
            assertThat(bench).isNotNull();
        }

        @Test
        void test() {
            // Its constructor is what fails.
        }
    }

    /** The extension without the start of the lab. */
    static final class OnlyParameters implements ParameterResolver {
        private final LabExtension extension = new LabExtension();

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return extension.supportsParameter(parameter, context);
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return extension.resolveParameter(parameter, context);
        }
    }
}
