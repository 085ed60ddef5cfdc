package io.github.macvtaplab.safety;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/**
 * A lab that is not the suite's, for runs of the suite in JVMs of their own: {@code -Dlab.suite=safety}. Before each test it must be as
 * it was at the beginning.
 */
@Tag("lab")
@Tag("safety")
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ExtendWith(OnSecondLab.Progress.class)
abstract class OnSecondLab {
    static final Duration WHOLE_RUN = Duration.ofMinutes(5);
    static final int DEADLINE_SECONDS = 30;

    @SuppressWarnings("NullAway.Init")
    static SecondLab lab;

    static String before = "";
    static String unrelated = "";

    /** Each test says how it ended; some take minutes. */
    static final class Progress implements TestWatcher {
        @Override
        public void testSuccessful(ExtensionContext test) {
            System.out.println("safety     passed: " + test.getDisplayName());
        }

        @Override
        public void testFailed(ExtensionContext test, @Nullable Throwable cause) {
            System.out.println("safety     FAILED: " + test.getDisplayName() + ": " + cause);
        }
    }

    @BeforeAll
    static void up() {
        lab = SecondLab.up();
        before = lab.state();
        unrelated = lab.unrelatedGuest();
        assertThat(unrelated).as("process of the unrelated guest").isNotEmpty();
    }

    @AfterAll
    static void down() {
        lab.close();
    }

    /** Without it a state that is the same for all would show nothing. */
    @BeforeEach
    void stateIsAsAtTheBeginning() {
        assertThat(lab.state()).isEqualTo(before).contains("data0", "swp1", "ens7", "billing-db");
    }

    @AfterEach
    void unrelatedGuestIsUntouched() {
        assertThat(lab.unrelatedGuest()).isEqualTo(unrelated);
    }

    static SuiteRun run(String testClasses, String... more) {
        return run(lab, testClasses, Map.of(), more);
    }

    static SuiteRun run(String testClasses, Map<String, String> environment, String... more) {
        return run(lab, testClasses, environment, more);
    }

    static SuiteRun run(SecondLab lab, String testClasses, Map<String, String> environment, String... more) {
        Map<String, String> properties = new LinkedHashMap<>(Map.of(
                "lab.inventory", lab.inventory().toString(),
                "lab.undo.deadline", DEADLINE_SECONDS + "s",
                "lab.accelerator", "tcg",
                "lab.history", "off",
                "lab.reports", "target/second-lab/reports"));
        for (int i = 0; i < more.length; i += 2) {
            properties.put(more[i], more[i + 1]);
        }
        return SuiteRun.start(testClasses, properties, environment);
    }
}
