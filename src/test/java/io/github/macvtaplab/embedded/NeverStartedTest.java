package io.github.macvtaplab.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.InternalServerErrorException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Checks which containers are removed of those that were never started, without an engine. */
class NeverStartedTest {
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

    private final List<String> asked = new ArrayList<>();

    /** A container as the engine lists it. */
    private static Container container(String id, Duration age) {
        try {
            return JsonMapper.builder()
                    .build()
                    .readValue(
                            "{\"Id\":\"%s\",\"Created\":%d}"
                                    .formatted(id, NOW.minus(age).getEpochSecond()),
                            Container.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private void remove(List<Container> created, DockerException... answers) {
        NeverStarted.remove(created, NOW, id -> {
            asked.add(id);
            if (asked.size() <= answers.length) {
                throw answers[asked.size() - 1];
            }
        });
    }

    @Test
    void onlyThoseAreRemovedThatNobodyWillStart() {
        remove(List.of(
                container("of a run that starts", Duration.ofSeconds(2)),
                container("of a slow run", NeverStarted.STARTED),
                container("left", NeverStarted.STARTED.plusSeconds(1)),
                container("left long ago", Duration.ofDays(30))));

        assertThat(asked).containsExactly("left", "left long ago");
    }

    @Test
    void thoseThatAnotherRunRemovesAreItsOwn() {
        Duration hour = Duration.ofHours(1);
        remove(
                List.of(container("gone", hour), container("going", hour), container("left", hour)),
                new NotFoundException("no such container"),
                new ConflictException("removal is already in progress"));

        assertThat(asked).containsExactly("gone", "going", "left");
    }

    @Test
    void engineThatCannotRemoveIsHeard() {
        assertThatThrownBy(() -> remove(
                        List.of(container("left", Duration.ofHours(1))),
                        new InternalServerErrorException("disk is full")))
                .isInstanceOf(InternalServerErrorException.class);
    }
}
