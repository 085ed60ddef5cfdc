# Part of the station, see station.py. One round of probes: all paths of this node at once.
import errno
import os
import socket
import struct
import time

IP_MTU_DISCOVER, IPV6_MTU_DISCOVER, DO_NOT_FRAGMENT = 10, 23, 2
BEFORE, AFTER, GIVEN, LAST = 0, 5, 6, 7  # numbers of attempts; 1 to 4 are the probe itself
MOST_MACS, MOST_NAME = 8, 200  # of one probe: MAC addresses that claim the target, and bytes of the name of who answered


class Round:
    """
    Tries every path in turns: once as a witness before, some times as the probe, and, if it answered, once as a witness
    after. A second part, with the MAC addresses of silent targets given, is Java's to ask for: it has to be done at both ends.
    """

    def __init__(self, loop, batch, base_port, paths, casts, pace):
        self.loop, self.batch, self.base_port, self.pace = loop, batch, base_port, pace
        self.paths = {path["id"]: Probe(path) for path in paths}
        self.casts, self.cast_errors = casts, {}
        self.sockets, self.streams, self.mtu = {}, [], {}
        self.askers = Neighbours(loop, [probe for probe in self.paths.values() if probe.path["protocol"] == "neighbour"])
        self.echo_id = os.getpid() & 0xFFFF

    def run(self):
        start = time.monotonic()
        self.attempt(BEFORE, self.paths.values())
        for number in range(1, min(self.pace["probes"], AFTER - 1) + 1):
            self.loop.run_until(start + self.pace["lead"] + (number - 1) * self.pace["every"])
            self.attempt(number, [probe for probe in self.paths.values() if not probe.answered(1, AFTER)])
        self.listen(start + self.pace["deadline"], time.monotonic())
        self.witness(AFTER, [probe for probe in self.paths.values() if probe.answered(0, AFTER)])
        return {"paths": self.results(),
                "casts": [{"id": cast["id"], "errors": self.cast_errors.get(cast["id"], [])} for cast in self.casts],
                "seconds": time.monotonic() - start}

    def run_given(self, silent):
        """Try silent paths once more, now that their neighbours are given."""
        self.close(self.streams)
        self.streams = []
        start = time.monotonic()
        self.attempt(GIVEN, [self.paths[number] for number in silent])
        self.listen(start + self.pace["tail"], time.monotonic())
        self.witness(LAST, [probe for probe in self.paths.values() if probe.answered(AFTER, GIVEN)])
        return {"paths": self.results(), "seconds": time.monotonic() - start}

    def listen(self, end, asked):
        """
        At least until then, and from the last attempt on as long as the slowest answer took, twice: under load a path is slow, not
        closed, and a sender that is slow itself has asked late.
        """
        while time.monotonic() < max(end, asked + self.rest()):
            self.loop.run_until(max(end, asked + self.rest()))

    def rest(self):
        return max(self.pace["rest"], min(2 * self.slowest(), self.pace["patience"]))

    def slowest(self):
        return max((took for probe in self.paths.values() for took in probe.answers.values()), default=0)

    def witness(self, number, probes):
        """Answers come at once as a rule; a late one is waited for, as its lack would spoil all that it stands for."""
        probes = [probe for probe in probes if probe.path["protocol"] != "neighbour"]  # nobody's witness
        self.attempt(number, probes)
        self.loop.run_until(time.monotonic() + self.pace["patience"],
                            lambda: all(probe.answered(number, number + 1) for probe in probes))

    def results(self):
        return [probe.result() for probe in self.paths.values()]

    def over(self):
        """
        A connection that is still asked for must not be asked for again. The other sockets stay until the next round is over: a
        late answer to a closed one makes the kernel complain to its sender, and for that ask for its MAC address.
        """
        self.close(self.streams)
        self.streams = []
        self.askers.close()

    def close(self, sockets):
        for sock in sockets:
            self.loop.forget(sock)
            sock.close()

    def attempt(self, number, probes):
        if number < GIVEN:
            for cast in self.casts:
                self.cast(cast, number)
        for count, probe in enumerate(probes, 1):
            tag = make_tag(self.batch, probe.id, number, REQUEST)
            probe.sent[number] = time.monotonic()
            try:
                getattr(self, probe.path["protocol"])(probe, number, tag)
            except OSError as error:
                probe.error(error)
            # Between the senders of one wave the answers are let in.
            if count % 16 == 0:
                self.loop.run_until(time.monotonic())
        self.loop.run_until(time.monotonic())

    def client(self, kind, probe, make):
        key = (kind, probe.device, probe.path["source"])
        if key not in self.sockets:
            sock = make()
            # Never by another device, such as the one that this node is managed by.
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, probe.device.encode())
            sock.bind((probe.path["source"], 0))
            sock.setblocking(False)
            self.sockets[key] = sock
            self.loop.watch(sock, self.echo_arrived if kind == "icmp" else self.datagram_arrived)
        return self.sockets[key]

    def neighbour(self, probe, number, tag):
        self.askers.ask(probe, tag)

    def udp(self, probe, number, tag):
        self.client("udp", probe, lambda: socket.socket(probe.family, socket.SOCK_DGRAM)).sendto(
            tag, (probe.path["target"], PORT))

    def icmp(self, probe, number, tag):
        six = probe.family == socket.AF_INET6

        def make():
            sock = socket.socket(probe.family, socket.SOCK_RAW, 58 if six else 1)
            if six:
                # ICMP6_FILTER: a bit for each type that is kept out, in words; all but 129, the echo reply.
                sock.setsockopt(58, 1, b"\xff" * 16 + struct.pack("=I", 0xFFFFFFFF & ~(1 << (129 & 31))) + b"\xff" * 12)
                sock.setsockopt(socket.IPPROTO_IPV6, IPV6_MTU_DISCOVER, DO_NOT_FRAGMENT)
            else:
                sock.setsockopt(255, 1, struct.pack("=I", 0xFFFFFFFF & ~1))  # ICMP_FILTER: echo replies only
                sock.setsockopt(socket.IPPROTO_IP, IP_MTU_DISCOVER, DO_NOT_FRAGMENT)
            return sock

        sock = self.client("icmp", probe, make)
        # As long as the device allows: a path that loses long frames is no open path.
        if probe.device not in self.mtu:
            with open("/sys/class/net/%s/mtu" % probe.device) as mtu:
                self.mtu[probe.device] = int(mtu.read())
        size = self.mtu[probe.device] - (48 if six else 28)
        body = tag + bytes(max(0, min(size, 8972) - len(tag)))
        head = struct.pack("!BBHHH", 128 if six else 8, 0, 0, self.echo_id, probe.id)
        if not six:
            head = struct.pack("!BBHHH", 8, 0, checksum(head + tag), self.echo_id, probe.id)
        sock.sendto(head + body, (probe.path["target"], 0))

    def tcp(self, probe, number, tag):
        sock = socket.socket(probe.family, socket.SOCK_STREAM)
        self.streams.append(sock)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, probe.device.encode())
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        sock.setblocking(False)
        sock.bind((probe.path["source"], self.base_port + probe.id * ATTEMPTS + number))
        status = sock.connect_ex((probe.path["target"], PORT))
        if status not in (0, errno.EINPROGRESS):
            raise OSError(status, os.strerror(status))

        def ready(_):
            status = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
            if status:
                probe.error(OSError(status, os.strerror(status)))
                self.loop.forget(sock)
                return
            self.loop.forget(sock)
            try:
                sock.send(tag)
            except OSError as error:
                probe.error(error)
                return
            self.loop.watch(sock, lambda readable: self.stream_arrived(readable, probe))

        self.loop.selector.register(sock, 2, ready)  # EVENT_WRITE

    def stream_arrived(self, sock, probe):
        try:
            data = sock.recv(256)
            found = untag(data, self.batch)
            if found and found[0] == probe.id and found[2] == REPLY:
                probe.answer(found[1], data[TAG.size:])
        except BlockingIOError:
            return
        except OSError as error:
            probe.error(error)
        self.loop.forget(sock)
        sock.close()

    def datagram_arrived(self, sock):
        for _ in range(64):
            try:
                data, _ = sock.recvfrom(2048)
            except OSError:
                return
            found = untag(data, self.batch)
            if found and found[2] == REPLY:
                self.answered(found, data[TAG.size:])

    def echo_arrived(self, sock):
        for _ in range(64):
            try:
                data, _ = sock.recvfrom(160)
            except OSError:
                return
            self.answered(untag(echoed(data, sock.family), self.batch), b"")

    def answered(self, found, who):
        if found and found[0] in self.paths:
            self.paths[found[0]].answer(found[1], who)

    def cast(self, cast, number):
        """One way: to the broadcast address or a group. Who gets it says so itself."""
        six = ":" in cast["target"]
        family = socket.AF_INET6 if six else socket.AF_INET
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, cast["device"].encode())
                sock.setsockopt(socket.SOL_SOCKET, socket.SO_BROADCAST, 1)
                sock.bind((cast["source"], 0))
                index = socket.if_nametoindex(cast["device"])
                if six:
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, index)
                    sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 0)
                else:
                    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_IF, struct.pack("@4s4sI", bytes(4), bytes(4), index))
                    sock.setsockopt(socket.IPPROTO_IP, socket.IP_MULTICAST_LOOP, 0)
                sock.sendto(make_tag(self.batch, cast["id"], number, REQUEST), (cast["target"], CAST_PORT))
        except OSError as error:
            self.cast_errors.setdefault(cast["id"], []).append(error.strerror or str(error))


class Probe:
    """What is known of one path in this round."""

    def __init__(self, path):
        self.path, self.id, self.device = path, path["id"], path["device"]
        self.family = socket.AF_INET6 if ":" in path["target"] else socket.AF_INET
        self.sent, self.answers, self.errors = {}, {}, []
        self.who, self.macs = "", []

    def told(self, mac):
        """
        Somebody says who has the target's address; an answer does not tell to which attempt, so it is to the last. Who says it
        before anybody has asked is noted, and has not answered.
        """
        if mac and mac not in self.macs and len(self.macs) < MOST_MACS:
            self.macs.append(mac)
        if self.sent:
            self.answer(max(self.sent), b"")

    def answer(self, attempt, who):
        # Once the neighbour was given, a late answer to an older attempt says nothing; an answer to none of ours never does.
        if attempt in self.sent and attempt not in self.answers and not (GIVEN in self.sent and attempt < GIVEN):
            self.answers[attempt] = time.monotonic() - self.sent[attempt]
            self.who = who[:MOST_NAME].decode("utf-8", "replace") or self.who

    def answered(self, first, end):
        return any(first <= attempt < end for attempt in self.answers)

    def error(self, error):
        text = error.strerror or str(error)
        if text not in self.errors:
            self.errors.append(text)

    def result(self):
        return {"id": self.id, "sent": sorted(self.sent), "answers": sorted(self.answers.items()), "who": self.who,
                "macs": self.macs, "errors": self.errors}


def echoed(data, family):
    """What an echo reply brings back; IPv4 gives its own header, and options of whatever length, before it."""
    if family == socket.AF_INET6:
        return data[8:8 + TAG.size] if data[:1] == b"\x81" else b""
    at = (data[0] & 15) * 4 if data else 0
    return data[at + 8:at + 8 + TAG.size] if at >= 20 and data[at:at + 1] == b"\0" else b""


def checksum(data):
    if len(data) % 2:
        data += b"\0"
    total = sum(struct.unpack("!%dH" % (len(data) // 2), data))
    total = (total >> 16) + (total & 0xFFFF)
    return ~(total + (total >> 16)) & 0xFFFF
