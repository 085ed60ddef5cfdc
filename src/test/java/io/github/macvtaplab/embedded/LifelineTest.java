package io.github.macvtaplab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 10, unit = TimeUnit.SECONDS)
class LifelineTest {
    private final Lifeline lifeline = new Lifeline();

    @Test
    void firstComesOneLine() throws Exception {
        assertThat(new String(lifeline.readNBytes(4), StandardCharsets.US_ASCII))
                .isEqualTo("run\n");
        assertThat(lifeline.available()).isZero();
    }

    @Test
    void thenItIsSilentUntilClosedAndThenAtItsEnd() throws Exception {
        lifeline.readNBytes(4);
        CompletableFuture<Integer> next = CompletableFuture.supplyAsync(lifeline::read);

        assertThatThrownBy(() -> next.get(200, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);

        lifeline.close();
        assertThat(next.get(5, TimeUnit.SECONDS)).isEqualTo(-1);
        assertThat(lifeline.read(new byte[8], 0, 8)).isEqualTo(-1);
    }

    @Test
    void readerOfManyBytesGetsWhatThereIsInsteadOfWaitingForMore() {
        byte[] buffer = new byte[8192];

        assertThat(lifeline.read(buffer, 0, buffer.length)).isPositive();
        assertThat(buffer[0]).isEqualTo((byte) 'r');
        assertThat(lifeline.read(buffer, 0, 0)).isZero();
    }
}
