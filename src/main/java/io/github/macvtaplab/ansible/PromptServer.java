package io.github.macvtaplab.ansible;

import io.github.macvtaplab.model.LabException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Tell the ssh that Ansible runs the passwords and passphrases that it asks for, at a socket that only this user and root can open. So
 * they are in no file, no environment and no command's arguments; src/main/resources/login/askpass.py is the other end.
 */
public final class PromptServer implements AutoCloseable {
    private static final int LONGEST_PROMPT = 4096;

    private final Path folder;
    private final Path socket;
    private final ServerSocketChannel server;
    private volatile Prompts prompts = new Prompts(Map.of(), Map.of());

    private PromptServer(Path folder, Path socket, ServerSocketChannel server) {
        this.folder = folder;
        this.socket = socket;
        this.server = server;
    }

    /**
     * Open the socket. Until told what to answer, it answers nothing.
     *
     * @throws LabException if that fails
     */
    public static PromptServer open() {
        try {
            // Not in the run's folder: a socket's path is limited to some 100 characters.
            Path folder = Files.createTempDirectory("macvtap-lab");
            Path socket = folder.resolve("prompts");
            ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            PromptServer opened = new PromptServer(folder, socket, channel);
            channel.bind(UnixDomainSocketAddress.of(socket));
            Thread thread = new Thread(opened::serve, "ssh-prompts");
            thread.setDaemon(true);
            thread.start();
            return opened;
        } catch (IOException | IllegalArgumentException e) {
            throw new LabException(
                    "expected to open a socket below the folder for temporary files, seen: " + e.getMessage(), e);
        }
    }

    /** Where it is on this machine. */
    public Path socket() {
        return socket;
    }

    /** Say what to answer from now on. */
    public void answer(Prompts all) {
        prompts = all;
    }

    private void serve() {
        while (true) {
            SocketChannel asking;
            try {
                asking = server.accept();
            } catch (IOException e) {
                // This is how it ends.
                return;
            }
            try (asking) {
                answer(asking);
            } catch (IOException e) {
                // Whoever asked is gone; its ssh says what has become of it.
            }
        }
    }

    private void answer(SocketChannel asking) throws IOException {
        ByteArrayOutputStream prompt = new ByteArrayOutputStream();
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST_PROMPT);
        while (prompt.size() < LONGEST_PROMPT && asking.read(bytes) >= 0) {
            prompt.write(bytes.array(), 0, bytes.position());
            bytes.clear();
        }
        ByteBuffer answer = ByteBuffer.wrap(prompts.answer(prompt.toString(StandardCharsets.UTF_8))
                .orElse("")
                .getBytes(StandardCharsets.UTF_8));
        while (answer.hasRemaining()) {
            asking.write(answer);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            Files.deleteIfExists(socket);
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
