package io.github.macvtaplab.embedded;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Removes what processes left that were killed before they started their containers: the engine removes only those that have run. */
final class NeverStarted {
    /** By then a container that was created has been started, or will never be. */
    static final Duration STARTED = Duration.ofMinutes(10);

    private NeverStarted() {}

    /** Remove those of a label. */
    static void remove(DockerClient engine, String label) {
        List<Container> created = engine.listContainersCmd()
                .withLabelFilter(List.of(label))
                .withStatusFilter(List.of("created"))
                .exec();
        remove(created, Instant.now(), id -> engine.removeContainerCmd(id).exec());
    }

    /**
     * Remove those that are old enough.
     *
     * @param created containers that have not been started
     * @param remover removes one by its id
     */
    static void remove(List<Container> created, Instant now, Consumer<String> remover) {
        long longAgo = now.minus(STARTED).getEpochSecond();
        created.stream().filter(container -> container.getCreated() < longAgo).forEach(container -> {
            try {
                remover.accept(container.getId());
            } catch (NotFoundException | ConflictException e) {
                // Another run removes it, or has.
            }
        });
    }
}
