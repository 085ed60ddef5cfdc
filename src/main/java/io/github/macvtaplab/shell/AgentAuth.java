package io.github.macvtaplab.shell;

import java.io.IOException;
import java.util.Base64;
import net.schmizz.sshj.common.Buffer;
import net.schmizz.sshj.common.Message;
import net.schmizz.sshj.common.SSHPacket;
import net.schmizz.sshj.transport.TransportException;
import net.schmizz.sshj.userauth.UserAuthException;
import net.schmizz.sshj.userauth.method.AbstractAuthMethod;

/** Logs in by a key that an SSH agent holds: shows the public half, and has the agent sign if the node takes it. One attempt only. */
final class AgentAuth extends AbstractAuthMethod {
    private final Credential.AgentKey key;
    private final String algorithm;
    private final byte[] blob;

    AgentAuth(Credential.AgentKey key) {
        super("publickey");
        this.key = key;
        String[] words = key.publicLine().split(" ", 3);
        this.algorithm = SshAgent.algorithm(words[0]);
        this.blob = Base64.getDecoder().decode(words[1]);
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq().putBoolean(signed).putString(algorithm).putString(blob);
    }

    @Override
    public void handle(Message message, SSHPacket packet) throws UserAuthException, TransportException {
        if (message != Message.USERAUTH_60) {
            super.handle(message, packet);
            return;
        }
        SSHPacket request = request(true);
        byte[] signed = new Buffer.PlainBuffer()
                .putString(params.getTransport().getSessionID())
                .putBuffer(request)
                .getCompactData();
        try {
            request.putString(SshAgent.sign(key, signed));
        } catch (IOException e) {
            throw new UserAuthException(
                    "the agent at " + key.agent() + " does not sign with " + key + ": " + SshConnections.reason(e), e);
        }
        params.getTransport().write(request);
    }
}
