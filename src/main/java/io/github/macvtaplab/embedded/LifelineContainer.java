package io.github.macvtaplab.embedded;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectContainerResponse;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.Volume;
import io.github.macvtaplab.model.LabException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.utility.DockerImageName;

/** A container that ends, and removes itself, when this process does: by a normal end, Ctrl-C or {@code kill -9}. */
final class LifelineContainer extends GenericContainer<LifelineContainer> {
    private static final Duration GONE = Duration.ofSeconds(10);
    private static final String LABEL = "io.github.macvtaplab";

    private final Lifeline lifeline = new Lifeline();
    private final String purpose;
    private @Nullable ResultCallback<Frame> attached;

    LifelineContainer(String image, String purpose, String readyLine, Duration deadline) {
        super(DockerImageName.parse(image));
        this.purpose = purpose;
        withLabel(LABEL, purpose);
        withCreateContainerCmdModifier(command -> {
            command.withStdinOpen(true).withStdInOnce(true);
            Objects.requireNonNull(command.getHostConfig()).withAutoRemove(true);
        });
        waitingFor(Wait.forLogMessage(".*" + readyLine + ".*", 1).withStartupTimeout(deadline));
    }

    /** Share a socket of this machine with it. To be told before it starts. */
    void share(Path socket, String inside) {
        withCreateContainerCmdModifier(command -> {
            HostConfig config = Objects.requireNonNull(command.getHostConfig());
            // Not a mount of the newer kind, which an engine that lacks the path refuses to start the container with.
            Bind[] before = Objects.requireNonNullElse(config.getBinds(), new Bind[0]);
            Bind[] all = Arrays.copyOf(before, before.length + 1);
            all[before.length] = new Bind(socket.toString(), new Volume(inside));
            config.withBinds(all);
        });
    }

    /**
     * Start it.
     *
     * @throws LabException with the container's last words if it is not ready in time
     */
    void launch() {
        NeverStarted.remove(getDockerClient(), LABEL);
        try {
            start();
        } catch (ContainerLaunchException e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            String message = "the %s does not start: %s".formatted(purpose, root.getMessage());
            lifeline.close();
            throw new LabException(message, e);
        }
    }

    @Override
    protected void containerIsStarting(InspectContainerResponse info) {
        attached = getDockerClient()
                .attachContainerCmd(info.getId())
                .withStdIn(lifeline)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(new ResultCallback.Adapter<>());
    }

    /** The address on the engine's network, reachable from this machine and from other containers. */
    String address() {
        return getContainerInfo().getNetworkSettings().getNetworks().values().stream()
                .map(network -> network.getIpAddress())
                .filter(address -> address != null && !address.isEmpty())
                .findFirst()
                .orElseThrow(() -> new LabException(
                        "the %s has no address on the engine's default network; is it switched off ('bridge: none')?"
                                .formatted(purpose)));
    }

    @Override
    public void stop() {
        String id = getContainerId();
        lifeline.close();
        super.stop();
        if (id != null) {
            awaitGone(id);
        }
        if (attached != null) {
            try {
                attached.close();
            } catch (java.io.IOException e) {
                logger().debug("closing the lifeline of the {}", purpose, e);
            }
        }
    }

    /** It removes itself, which takes a moment; whoever cleans up after this process must not meet it half way. */
    private void awaitGone(String id) {
        try {
            Awaitility.await("the end of the " + purpose)
                    .pollInSameThread()
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(50))
                    .atMost(GONE)
                    .until(() -> {
                        try {
                            getDockerClient().inspectContainerCmd(id).exec();
                            return false;
                        } catch (NotFoundException e) {
                            return true;
                        }
                    });
        } catch (ConditionTimeoutException e) {
            logger().warn("the {} is not gone {} s after its end", purpose, GONE.toSeconds(), e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
