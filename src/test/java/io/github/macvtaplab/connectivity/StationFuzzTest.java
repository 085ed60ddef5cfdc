package io.github.macvtaplab.connectivity;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.macvtaplab.PythonForTests;
import io.github.macvtaplab.ansible.CommandLine.Output;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Checks that the station's readers survive whatever a segment sends; fuzz.py makes it, the same in each run. Needs python3. */
class StationFuzzTest {
    private static Output output = new Output(-1, "", "");

    @BeforeAll
    static void fuzz() {
        output = PythonForTests.run(
                "src/test/resources/station/fuzz.py", "src/main/resources/station", "20261201", "2000");
    }

    @Test
    void noReaderRaises() {
        assertThat(output.stderr()).isEmpty();
        assertThat(output.exitStatus()).isZero();
        assertThat(output.stdout().lines()).noneMatch(line -> line.startsWith("raised"));
    }

    @Test
    void thousandsOfMessagesAreRead() {
        assertThat(output.stdout().lines())
                .filteredOn(line -> line.startsWith("calls: "))
                .singleElement()
                .satisfies(
                        line -> assertThat(Integer.parseInt(line.substring(7))).isGreaterThan(20_000));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            answer        | [1] 'a1b2c3d4/g\\xfc1'
            arp           | [1] '' 52:54:00:12:01:01
            advertisement | [1] '' 52:54:00:12:01:01
            """)
    void whatIsSensibleIsUnderstoodAmongWhatIsNot(String message, String meaning) {
        assertThat(output.stdout().lines().map(String::strip)).contains(message + ": " + meaning);
    }

    /** An answer to a question that was not asked yet is somebody's claim to the address, and no answer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            early                       | [] ['52:54:00:12:01:01']
            early-datagram              | []
            own-request-that-came-back  | []
            """)
    void answerToNoneOfItsQuestionsIsNone(String message, String meaning) {
        assertThat(output.stdout().lines()).contains(message + ": " + meaning);
    }

    @Test
    void requestOfAnotherRunIsNotAnswered() {
        assertThat(output.stdout().lines())
                .contains("request-of-own-run: 2 answers", "request-of-another-run: 0 answers");
    }

    @Test
    void readerThatFailsIsCountedAndTheStationGoesOn() {
        assertThat(output.stdout().lines())
                .contains(
                        "loop: 1000 calls; [('RuntimeError: a reader failed 1000 times in a row and is no longer called', 1),"
                                + " ('ValueError: no number: \\xfc (in failing)', 1000)]");
    }
}
