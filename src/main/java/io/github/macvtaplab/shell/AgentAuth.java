package io.github.macvtaplab.shell;

import java.io.IOException;
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

    AgentAuth(Credential.AgentKey key) {
        super("publickey");
        this.key = key;
        this.algorithm = SshAgent.algorithm(key.publicLine());
    }

    @Override
    protected SSHPacket buildReq() throws UserAuthException {
        return request(false);
    }

    private SSHPacket request(boolean signed) throws UserAuthException {
        return super.buildReq()
                .putBoolean(signed)
                .putString(algorithm)
                .putString(key.publicLine().blob());
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
