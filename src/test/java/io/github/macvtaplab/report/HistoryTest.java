package io.github.macvtaplab.report;

import static io.github.macvtaplab.workload.SamplesForTests.load;
import static io.github.macvtaplab.workload.SamplesForTests.sample;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.macvtaplab.claims.Regression.Course;
import io.github.macvtaplab.model.LabException;
import io.github.macvtaplab.model.Sample.Kind;
import io.github.macvtaplab.model.Sample.LoadLevel;
import io.github.macvtaplab.workload.Figures;
import io.github.macvtaplab.workload.SamplesForTests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that a run finds the runs before it, of its own lab. */
class HistoryTest {
    private static final Kind KIND = new Kind("macvtap-bridge", "macvtap-bridge", load("str-readx30k", 10));

    @TempDir
    private Path directory;

    private static Figures figures(double rate) {
        return figures(load("str-readx30k", 10), rate);
    }

    private static Figures figures(LoadLevel load, double rate) {
        return SamplesForTests.figures(
                SamplesForTests.PLAN,
                List.of(sample("macvtap-bridge", load, 0, rate, 1), sample("macvtap-bridge", load, 1, rate, 1)));
    }

    private void run(String lab, double rate) {
        try (History history = History.open(directory)) {
            history.add(lab, figures(rate));
        }
    }

    private Map<Kind, Course> courses(String lab) {
        try (History history = History.open(directory)) {
            return history.courses(lab, figures(9));
        }
    }

    @Test
    void runFindsThoseBeforeItOldestFirst() {
        run("rack", 1);
        run("rack", 2);

        assertThat(courses("rack")).containsExactly(Map.entry(KIND, new Course(9, List.of(1.0, 2.0), "Gbit/s")));
    }

    @Test
    void otherLabsAreNotMixedIn() {
        run("another", 1);

        assertThat(courses("rack").get(KIND)).isEqualTo(new Course(9, List.of(), "Gbit/s"));
    }

    @Test
    void figuresOfAnotherToolAreNotMixedIn() {
        LoadLevel byWrk = load("rr1c-200x1000", "wrk", 10);
        LoadLevel byUperf = load("rr1c-200x1000", "uperf", 10);
        try (History history = History.open(directory)) {
            history.add("rack", figures(byWrk, 1));
            history.add("rack", figures(byUperf, 2));

            assertThat(history.courses("rack", figures(byUperf, 9)).values())
                    .containsExactly(new Course(9, List.of(2.0), "transactions/s"));
        }
    }

    /** Version 1 did not say which tool had made a figure, but could have no other. */
    @Test
    void databaseOfVersion1IsReadOn() throws SQLException {
        run("rack", 1);
        makeItVersion1();
        run("rack", 2);

        assertThat(courses("rack")).containsExactly(Map.entry(KIND, new Course(9, List.of(1.0, 2.0), "Gbit/s")));
    }

    @Test
    void databaseOfALaterVersionIsLeftAlone() throws SQLException {
        run("rack", 1);
        tell("pragma user_version = 3");

        assertThatThrownBy(() -> courses("rack")).hasMessageContaining("it is of version 3, this suite reads 2");
    }

    private void makeItVersion1() throws SQLException {
        tell("alter table median drop column tool");
        tell("pragma user_version = 1");
    }

    private void tell(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + directory.resolve(History.FILE));
                Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    @Test
    void noMoreThan30RunsAreLookedAt() {
        IntStream.rangeClosed(1, 33).forEach(rate -> run("rack", rate));

        assertThat(courses("rack").get(KIND))
                .satisfies(course ->
                        assertThat(course.before()).hasSize(30).startsWith(4.0).endsWith(33.0));
    }

    @Test
    void fileThatIsNoDatabaseIsNamed() throws IOException {
        Files.writeString(
                directory.resolve(History.FILE), "not a database, but long enough to be looked at ".repeat(40));

        assertThatThrownBy(() -> courses("rack"))
                .isInstanceOf(LabException.class)
                .hasMessageContaining(History.FILE)
                .hasMessageEndingWith("-Dlab.history=off does without");
    }
}
