package io.github.macvtaplab.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpenedTest {
    private final List<String> told = new ArrayList<>();
    private final List<String> closed = new ArrayList<>();
    private final Opened opened = new Opened(new Console() {
        @Override
        public void line(String topic, String text) {
            told.add(topic + " " + text);
        }

        @Override
        public void line(String topic, String text, Duration took) {
            line(topic, text);
        }
    });

    private void open(String name) {
        opened.keep(() -> closed.add(name));
    }

    @Test
    void whatWasOpenedLastIsClosedFirstAndOnce() {
        open("containers");
        open("shell");

        opened.close();
        opened.close();

        assertThat(closed).containsExactly("shell", "containers");
    }

    @Test
    void failureIsToldAndThrownOnceTheOthersAreClosed() {
        open("containers");
        opened.keep(() -> {
            throw new IllegalStateException("the second");
        });
        opened.keep(() -> {
            throw new IOException("the first");
        });

        Throwable thrown = catchThrowable(opened::close);

        assertThat(closed).containsExactly("containers");
        assertThat(told)
                .containsExactly(
                        "error while taking the lab down: java.io.IOException: the first",
                        "error while taking the lab down: the second");
        assertThat(thrown).isInstanceOf(LabException.class).hasMessageContaining("the first");
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(IllegalStateException.class);
    }
}
