package io.github.macvtaplab.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConsoleLinesTest {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsoleLines console = new ConsoleLines(new PrintStream(bytes, false, StandardCharsets.UTF_8));

    @Test
    void topicFillsTheFirstColumn() {
        console.line("lab", "embedded");

        assertThat(printed()).isEqualTo("lab        embedded\n");
    }

    @Test
    void secondsEndInColumn96() {
        console.line("guests", "g1 g2 ready", Duration.ofMillis(24_840));

        assertThat(printed()).hasSize(97).startsWith("guests     g1 g2 ready ").endsWith(" 24.8 s\n");
    }

    @Test
    void longTextIsNeverCut() {
        String text = "x".repeat(200);

        console.line("error", text, Duration.ofSeconds(1));

        assertThat(printed()).isEqualTo("error      " + text + " 1.0 s\n");
    }

    @Test
    void furtherLinesStandUnderTheFirst() {
        console.line("error", "g1 never answered\nits console ends:\n\n  Kernel panic\n");

        assertThat(printed()).isEqualTo("""
                        error      g1 never answered
                                   its console ends:
                                  \s
                                     Kernel panic
                        """);
    }

    @Test
    void timeStandsInTheFirstOfSeveralLines() {
        console.line("error", "first\nsecond", Duration.ofSeconds(2));

        assertThat(printed().lines()).first().asString().endsWith(" 2.0 s");
    }

    @Test
    void topicThatFillsItsColumnKeepsItsDistance() {
        console.line("a-long-topic", "text");

        assertThat(printed()).isEqualTo("a-long-topic text\n");
    }

    private String printed() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
