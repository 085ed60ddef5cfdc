package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.model.NodeRole;
import io.github.macvtaplab.model.SshAddress;
import java.io.ByteArrayInputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.forward.AcceptAllForwardingFilter;
import org.apache.sshd.server.session.ServerConnectionService;
import org.apache.sshd.server.shell.InvertedShellWrapper;
import org.apache.sshd.server.shell.ProcessShell;

/** Serves SSH on a free local port and runs what it is told to on this machine. */
public final class SshServerForTests implements AutoCloseable {
    /** A command with these words in it loses its channel without an exit status. */
    static final String NO_STATUS = "end without a word";

    private static final SshKeyPair CLIENT = SshKeyPair.generateEd25519("client");
    private static final Credential CLIENT_KEY = new Credential.Key(CLIENT.privatePem(), Optional.empty());

    private final SshKeyPair hostKey = SshKeyPair.generateEd25519("host");
    private final AtomicInteger sessions = new AtomicInteger();
    private final SshServer server = SshServer.setUpDefaultServer();
    private final String name;
    private final Set<String> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger passwords = new AtomicInteger();
    private volatile String before = "";

    public SshServerForTests(String name) {
        this.name = name;
        KeyPair allowed = read(CLIENT);
        server.setHost("127.0.0.1");
        server.setKeyPairProvider(KeyPairProvider.wrap(read(hostKey)));
        server.setPublickeyAuthenticator((user, key, session) -> user.equals("root")
                && (taken.isEmpty()
                        ? KeyUtils.compareKeys(key, allowed.getPublic())
                        : taken.contains(PublicKeyEntry.toString(key))));
        server.setForwardingFilter(AcceptAllForwardingFilter.INSTANCE);
        server.setCommandFactory((channel, command) -> {
            if (command.contains(NO_STATUS)) {
                CompletableFuture.delayedExecutor(300, TimeUnit.MILLISECONDS).execute(() -> channel.close(false));
            }
            return new InvertedShellWrapper(new Program(before + command));
        });
        server.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                sessions.incrementAndGet();
            }
        });
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Goes on to give what a program has written, though it has ended without reading what it was sent. */
    private static final class Program extends ProcessShell {
        Program(String command) {
            super("sh", "-c", command);
        }

        @Override
        public OutputStream getInputStream() {
            return new FilterOutputStream(super.getInputStream()) {
                @Override
                public void write(byte[] bytes, int start, int length) {
                    try {
                        out.write(bytes, start, length);
                    } catch (IOException nobodyReads) {
                        // As with OpenSSH's server, which says nothing of it either.
                    }
                }

                @Override
                public void flush() {
                    try {
                        out.flush();
                    } catch (IOException nobodyReads) {
                        // As above.
                    }
                }
            };
        }
    }

    public static SshCredentials credentials(Map<String, String> hostKeys) {
        return SshCredentials.sameKey(CLIENT.privatePem(), hostKeys);
    }

    /** Makes the login of a user whose commands run by sudo. */
    static Login sudoer(String hostKey, Optional<String> password) {
        return new Login(List.of(CLIENT_KEY), hostKey, true, password);
    }

    /** Lets a key in, and no longer the one that it otherwise does. */
    public SshServerForTests takes(PublicKeyLine line) {
        taken.add(line.withoutComment().toString());
        return this;
    }

    /** Lets root in by a password, and by no key. It is asked for by the methods that are named: password, keyboard-interactive. */
    public SshServerForTests takesPassword(String password, String... methods) {
        taken.add("no key");
        server.setPasswordAuthenticator((user, given, session) -> {
            passwords.incrementAndGet();
            return user.equals("root") && given.equals(password);
        });
        server.setUserAuthFactoriesNames(methods);
        return this;
    }

    /** Ends a connection after a few attempts to log in. */
    public SshServerForTests patience(int attempts) {
        CoreModuleProperties.MAX_AUTH_REQUESTS.set(server, attempts);
        return this;
    }

    /** Counts the passwords that it was given. */
    public int passwords() {
        return passwords.get();
    }

    /** Has commands find programs in a folder first. */
    void lookFirstIn(Path folder) {
        before = "PATH='" + folder + "':$PATH; export PATH; ";
    }

    private static KeyPair read(SshKeyPair pair) {
        try {
            return SecurityUtils.loadKeyPairIdentities(
                            null,
                            NamedResource.ofName("key"),
                            new ByteArrayInputStream(pair.privatePem().getBytes(StandardCharsets.UTF_8)),
                            null)
                    .iterator()
                    .next();
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public Node node() {
        return node(NodeRole.KVM_HOST, Optional.empty(), "root");
    }

    public Node node(NodeRole role, Optional<Node> jump, String user) {
        return new Node(name, role, new SshAddress("127.0.0.1", server.getPort(), user), jump);
    }

    public String hostKey() {
        return hostKey.publicLine();
    }

    int sessions() {
        return sessions.get();
    }

    /** Counts the channels that neither side has closed for good. */
    long channels() {
        return server.getActiveSessions().stream()
                .map(session -> session.getService(ServerConnectionService.class))
                .filter(Objects::nonNull)
                .mapToLong(service -> service.getChannels().size())
                .sum();
    }

    void dropConnections() {
        server.getActiveSessions().forEach(session -> session.close(true));
    }

    @Override
    public void close() throws IOException {
        server.stop(true);
    }
}
