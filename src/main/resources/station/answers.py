# Part of the station, see station.py. What it does with the probes of others.
import errno
import socket
import struct
import time


PORT_PATIENCE = 10  # seconds


def take(sock, port):
    """Bind to a port. A station of before can still have it: it ends when its node hears that its connection is gone."""
    end = time.monotonic() + PORT_PATIENCE
    while True:
        try:
            sock.bind(("", port))
            return
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise
            if time.monotonic() > end:
                raise OSError(errno.EADDRINUSE, "port %d is taken by another program for %d s; look at it with: ss -lnptu sport = :%d"
                              % (port, PORT_PATIENCE, port))
        time.sleep(0.2)


class Answers:
    """
    Answers to UDP and TCP probes of its own run, and notes of the broadcasts and multicasts that arrive. Another run's path must
    not look open for our answer. The kernel answers echoes.
    """

    CONNECTIONS = 256  # that are kept open; the oldest goes first

    def __init__(self, loop, name):
        self.loop, self.name, self.connections = loop, name.encode(), []
        self.delivered, self.joined, self.batch = {}, set(), 0
        for family in (socket.AF_INET, socket.AF_INET6):
            loop.watch(self.udp(family, PORT), self.udp_readable)
            listener = self.bound(family, socket.SOCK_STREAM, PORT)
            # A SYN that is answered in vain is answered once more, not for a minute: its port is soon another probe's.
            listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_SYNCNT, 1)
            listener.listen(256)
            loop.watch(listener, self.tcp_arrived)
        self.casts = {family: self.udp(family, CAST_PORT) for family in (socket.AF_INET, socket.AF_INET6)}
        for cast in self.casts.values():
            loop.watch(cast, self.cast_arrived)

    @staticmethod
    def bound(family, kind, port):
        sock = socket.socket(family, kind)
        if kind == socket.SOCK_STREAM:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        take(sock, port)
        sock.setblocking(False)
        return sock

    def udp(self, family, port):
        sock = self.bound(family, socket.SOCK_DGRAM, port)
        if family == socket.AF_INET:
            sock.setsockopt(socket.IPPROTO_IP, 8, 1)  # IP_PKTINFO
        else:
            sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_RECVPKTINFO, 1)
        return sock

    def udp_readable(self, sock):
        for _ in range(64):
            try:
                data, ancillary, _, source = sock.recvmsg(2048, 256)
            except OSError:
                return
            if is_request(data):
                reply = data[:11] + bytes([REPLY]) + self.name
                # From the address that was asked; the way back is the routes' choice, as it is for any service.
                back = [(level, kind, self.as_source(level, info)) for level, kind, info in ancillary]
                try:
                    sock.sendmsg([reply], back, 0, source)
                except OSError:
                    pass  # the asker sees silence, and its witnesses tell why

    @staticmethod
    def as_source(level, info):
        if level == socket.IPPROTO_IP:  # struct in_pktinfo: index, local address, destination
            return bytes(4) + info[8:12] + bytes(4)
        return info[:16] + bytes(4)

    def tcp_arrived(self, listener):
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        connection.setblocking(False)
        self.loop.watch(connection, self.tcp_readable)
        self.connections.append(connection)
        while len(self.connections) > self.CONNECTIONS:
            self.end(self.connections[0])

    def end(self, connection):
        if connection in self.connections:
            self.connections.remove(connection)
        self.loop.forget(connection)
        connection.close()

    def tcp_readable(self, connection):
        try:
            data = connection.recv(64)
            if is_request(data):
                connection.sendall(data[:11] + bytes([REPLY]) + self.name)
                return
        except BlockingIOError:
            return
        except OSError:
            pass
        self.end(connection)

    def join(self, devices, groups):
        self.leave_what_is_gone()
        for device in devices:
            index = socket.if_nametoindex(device)
            for group in groups:
                if (index, group) in self.joined:
                    continue
                try:
                    self.membership(socket.IP_ADD_MEMBERSHIP, socket.IPV6_JOIN_GROUP, index, group)
                except OSError as error:
                    if error.errno != errno.EADDRINUSE:
                        raise
                self.joined.add((index, group))

    def leave_what_is_gone(self):
        """A socket may have 20 memberships, and keeps those in devices that were taken away: NICs are plugged many times in a run."""
        present = {index for index, _ in socket.if_nameindex()}
        for index, group in [(index, group) for index, group in self.joined if index not in present]:
            try:
                self.membership(socket.IP_DROP_MEMBERSHIP, socket.IPV6_LEAVE_GROUP, index, group)
            except OSError as error:
                if error.errno not in (errno.EADDRNOTAVAIL, errno.ENODEV):
                    raise
            self.joined.remove((index, group))

    def membership(self, option4, option6, index, group):
        if ":" in group:
            self.casts[socket.AF_INET6].setsockopt(
                socket.IPPROTO_IPV6, option6, socket.inet_pton(socket.AF_INET6, group) + struct.pack("@I", index))
        else:
            self.casts[socket.AF_INET].setsockopt(
                socket.IPPROTO_IP, option4, socket.inet_pton(socket.AF_INET, group) + bytes(4) + struct.pack("@I", index))

    def cast_arrived(self, sock):
        for _ in range(64):
            try:
                data, ancillary, _, _ = sock.recvmsg(2048, 256)
            except OSError:
                return
            found = untag(data, self.batch)
            if not found or found[2] != REQUEST:
                continue
            for level, _, info in ancillary:
                if len(info) < (20 if level == socket.IPPROTO_IPV6 else 4):
                    continue
                index = struct.unpack_from("@I", info, 16 if level == socket.IPPROTO_IPV6 else 0)[0]
                try:
                    device = socket.if_indextoname(index)
                except OSError:
                    continue
                self.delivered.setdefault((found[0], device), set()).add(found[1])
