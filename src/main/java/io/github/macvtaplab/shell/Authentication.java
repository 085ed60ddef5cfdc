package io.github.macvtaplab.shell;

import io.github.macvtaplab.model.Node;
import io.github.macvtaplab.shell.ShellException.Kind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import net.schmizz.sshj.SSHClient;
import net.schmizz.sshj.common.DisconnectReason;
import net.schmizz.sshj.common.SSHRuntimeException;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AuthKeyboardInteractive;
import net.schmizz.sshj.userauth.method.AuthMethod;
import net.schmizz.sshj.userauth.method.AuthNone;
import net.schmizz.sshj.userauth.method.AuthPassword;
import net.schmizz.sshj.userauth.method.AuthPublickey;
import net.schmizz.sshj.userauth.method.PasswordResponseProvider;
import net.schmizz.sshj.userauth.password.PasswordFinder;
import net.schmizz.sshj.userauth.password.PasswordUpdateProvider;
import net.schmizz.sshj.userauth.password.PasswordUtils;
import net.schmizz.sshj.userauth.password.Resource;

/** Shows a node who logs in: by one credential after another, until it takes one. */
final class Authentication {
    private static final String PASSWORD = "password";

    private static final PasswordUpdateProvider NO_NEW_ONE = new PasswordUpdateProvider() {
        @Override
        public char[] provideNewPassword(Resource<?> resource, String prompt) {
            throw new SSHRuntimeException("it wants the password to be changed first");
        }

        @Override
        public boolean shouldRetry(Resource<?> resource) {
            return false;
        }
    };

    private final SSHClient client;
    private final Node node;
    private final List<String> offered = new ArrayList<>();
    private String seen = "it takes none";
    private String advice = "check authorized_keys there";
    /** Whether the node has ended the connection: most do after some six attempts. */
    private boolean over;

    Authentication(SSHClient client, Node node) {
        this.client = client;
        this.node = node;
    }

    /**
     * Logs in.
     *
     * @throws ShellException if the node takes none of the credentials
     * @throws IOException if the connection breaks before it has said so
     */
    void by(List<Credential> credentials) throws IOException {
        for (Credential credential : credentials) {
            if (takes(credential)) {
                return;
            }
            if (over) {
                break;
            }
        }
        throw new ShellException(
                Kind.LOGIN,
                "expected %s to let %s in by %s; seen: %s; %s"
                        .formatted(node, node.ssh().user(), offers(credentials.size()), seen, advice()));
    }

    private boolean takes(Credential credential) throws IOException {
        offered.add(credential.toString());
        if (credential instanceof Credential.Key key) {
            return takes(new AuthPublickey(KeyFile.provider(client, key)));
        } else if (credential instanceof Credential.AgentKey key) {
            return takes(new AgentAuth(key));
        } else if (credential instanceof Credential.Password password) {
            return takes(password);
        }
        throw new IllegalStateException("no way to show a node " + credential);
    }

    /** Once only, and in the form that the node asks for: a wrong one that is given twice can lock an account. */
    private boolean takes(Credential.Password password) throws IOException {
        advice = "name a key for it with ansible_ssh_private_key_file";
        if (methods().isEmpty() && takes(new AuthNone())) {
            return true;
        }
        PasswordFinder finder = PasswordUtils.createOneOff(password.text().toCharArray());
        AuthMethod method = methods().contains(PASSWORD)
                ? new AuthPassword(finder, NO_NEW_ONE)
                : new AuthKeyboardInteractive(new PasswordResponseProvider(finder));
        if (!methods().contains(method.getName())) {
            return false;
        }
        advice = "correct it; it was tried once";
        return takes(method);
    }

    private boolean takes(AuthMethod method) throws IOException {
        try {
            client.auth(node.ssh().user(), method);
            return true;
        } catch (UserAuthException e) {
            over = e.getCause() instanceof TransportException;
            if (e.getCause() instanceof TransportException broken
                    && broken.getDisconnectReason() == DisconnectReason.UNKNOWN
                    && offered.size() == 1) {
                // Nobody's word on what it was shown.
                throw broken;
            }
            if (e.getCause() != null) {
                seen = SshConnections.reason(e.getCause());
            } else if (!methods().isEmpty()) {
                seen = "it takes none of this, and asks for " + String.join(" or ", methods());
            }
            return false;
        } catch (TransportException e) {
            if (offered.size() == 1) {
                throw e;
            }
            return closed();
        } catch (IllegalStateException e) {
            return closed();
        }
    }

    /** Two ways there are in which sshj says that the node has closed the connection, as it may after its word on the attempt before. */
    private boolean closed() {
        over = true;
        seen = "it closed the connection";
        return false;
    }

    /** What the node has said that it takes; nothing before the first attempt. */
    private Collection<String> methods() {
        return client.getUserAuth().getAllowedMethods();
    }

    private String offers(int all) {
        String text = offered.stream().collect(Collectors.joining(", "));
        return offered.size() == all ? text : text + " (" + offered.size() + " of " + all + " were shown to it)";
    }

    private String advice() {
        return offered.size() == 1
                ? advice
                : "check authorized_keys there, and name the key that it takes with ansible_ssh_private_key_file, of which the .pub will do if an agent holds it";
    }
}
