package io.github.macvtaplab.embedded;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.BuildImageResultCallback;
import com.github.dockerjava.api.exception.DockerClientException;
import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.BuildResponseItem;
import io.github.macvtaplab.model.Console;
import io.github.macvtaplab.model.LabException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;

/** An image whose name contains a digest of what it is made from, so that it is built once and never stale. */
final class LabImage {
    private static final Pattern STEP = Pattern.compile("Step (\\d+/\\d+) : (\\S+).*", Pattern.DOTALL);
    private static final int TAIL = 800;
    private static final long BUILD_BYTES = 5L << 30;

    private final String name;
    private final Path context;

    /**
     * Name an image.
     *
     * @param repository its name without the tag
     * @param resource folder on the class path with its Dockerfile
     */
    LabImage(String repository, String resource) {
        this.context = folder(resource);
        this.name = repository + ":" + digest(context);
    }

    /**
     * Build the image if the engine does not have it.
     *
     * @return its name
     * @throws LabException if the build fails; its last output is in the message
     */
    String ensure(Console console) {
        DockerClient client = DockerClientFactory.instance().client();
        if (present(client)) {
            return name;
        }
        // Two runs that start together build it once: the second waits for the first.
        Path lockFile = Path.of("/tmp", name.replaceAll("[/:]", "-") + ".lock");
        try (RandomAccessFile file = new RandomAccessFile(lockFile.toFile(), "rw");
                FileLock lock = file.getChannel().lock()) {
            if (!present(client)) {
                checkSpace(client);
                build(client, console);
            }
            lock.release();
            return name;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean present(DockerClient client) {
        try {
            client.inspectImageCmd(name).exec();
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    private void build(DockerClient client, Console console) {
        long start = System.nanoTime();
        StringBuilder last = new StringBuilder();
        BuildImageResultCallback progress = new BuildImageResultCallback() {
            @Override
            public void onNext(BuildResponseItem item) {
                String text = item.getStream();
                if (text != null && !text.isBlank()) {
                    last.append(text);
                    last.delete(0, Math.max(0, last.length() - TAIL));
                    Matcher step = STEP.matcher(text.strip());
                    if (step.matches() && !"ENV".equals(step.group(2))) {
                        console.line(
                                "image",
                                "building %s, step %s (%s)".formatted(repository(), step.group(1), step.group(2)),
                                Duration.ofNanos(System.nanoTime() - start));
                    }
                }
                super.onNext(item);
            }
        };
        try {
            client.buildImageCmd(context.toFile())
                    .withTags(Set.of(name))
                    .withForcerm(true)
                    .exec(progress)
                    .awaitImageId();
        } catch (DockerClientException | DockerException e) {
            throw new LabException(
                    "the image %s cannot be built: %s; the build's last output: %s"
                            .formatted(
                                    repository(),
                                    e.getMessage(),
                                    last.toString().strip()),
                    e);
        }
        console.line("image", "built " + name, Duration.ofNanos(System.nanoTime() - start));
    }

    private String repository() {
        return name.substring(0, name.indexOf(':'));
    }

    private static void checkSpace(DockerClient client) throws IOException {
        String root = client.infoCmd().exec().getDockerRootDir();
        if (root == null || !Files.isDirectory(Path.of(root))) {
            return; // the engine runs elsewhere; its build will tell
        }
        requireSpace(root, Files.getFileStore(Path.of(root)).getUsableSpace(), BUILD_BYTES);
    }

    static void requireSpace(String where, long free, long needed) {
        if (free < needed) {
            throw new LabException(
                    "no disk space: the container engine's folder %s has %d MiB free, an image build needs %d MiB"
                                    .formatted(where, free >> 20, needed >> 20)
                            + "; make room there");
        }
    }

    private static Path folder(String resource) {
        URL url = LabImage.class.getResource(resource);
        if (url == null) {
            throw new IllegalStateException("no resource " + resource);
        }
        try {
            return Path.of(new URI(url.toString()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String digest(Path folder) {
        try (Stream<Path> walk = Files.walk(folder)) {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            List<Path> files = walk.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                sha.update(folder.relativize(file).toString().getBytes(java.nio.charset.StandardCharsets.UTF_8));
                sha.update(Files.readAllBytes(file));
            }
            return HexFormat.of().formatHex(sha.digest()).substring(0, 12);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
