# Part of the station, see station.py. What a tag looks like on the wire, and how a frame tells which probe it belongs to.
import base64
import socket
import struct

# 12 bytes: magic, the run (first 16 bits of its id), batch, path, attempt, request 0 or reply 1. All but the batch and the path are
# the same in every probe of a run, so that a second lab on the segment is told from this one.
MAGIC = b"ML"
TAG = struct.Struct("!2sHIHBB")
REQUEST, REPLY = 0, 1
ETHERTYPE_TAGGED = 0x88B5  # IEEE 802, local experimental ethertype 1: frames of the switch's fingerprint
PORT, CAST_PORT = 7007, 7008
NONCE = 14  # option of neighbour discovery, RFC 3971; who does not know it takes no notice
ATTEMPTS = 8  # TCP: the client's port says path and attempt, for a SYN has no room for a tag


class Run:
    """The run that this station belongs to; set once, when it starts."""

    number = 0

    @classmethod
    def join(cls, name):
        """Takes the run from the first word of RUN/NODE, eight hexadecimal digits."""
        cls.number = int(name.split("/")[0][:4], 16)


def make_tag(batch, path, attempt, kind):
    return TAG.pack(MAGIC, Run.number, batch, path, attempt, kind)


def is_request(data):
    """Whether data begins with the tag of a request of this run, of whatever batch."""
    return len(data) >= TAG.size and TAG.unpack_from(data)[:2] == (MAGIC, Run.number) and data[11] == REQUEST


def untag(data, batch):
    """(path, attempt, kind) of a tag of this run and batch at the start of data, or None."""
    if len(data) < TAG.size:
        return None
    magic, run, seen, path, attempt, kind = TAG.unpack_from(data)
    return (path, attempt, kind) if (magic, run, seen) == (MAGIC, Run.number, batch) and kind in (REQUEST, REPLY) else None


def mac_text(raw):
    return ":".join("%02x" % octet for octet in raw)


def untagged(frame):
    """(VLAN id, frame without its VLAN tags) of a frame that a NIC left the tags in; 0 is no VLAN, for it only sets a priority."""
    vlan = 0
    while len(frame) >= 18 and frame[12:14] in (b"\x81\x00", b"\x88\xa8"):
        vlan = vlan or (frame[14] & 15) << 8 | frame[15]
        frame = frame[:12] + frame[16:]
    return vlan, frame


def decode(frame, batch, base_port):
    """Name what a frame is to the batch: ('tag', path, attempt, kind), ('ask', who, for whom), ('tell', ...) or None."""
    if len(frame) < 14:
        return None
    ethertype = frame[12] << 8 | frame[13]
    if ethertype == 0x0800:
        return ipv4(frame, batch, base_port)
    if ethertype == 0x86DD:
        return ipv6(frame, batch, base_port)
    if ethertype == 0x0806:
        return arp(frame, batch)
    if ethertype == ETHERTYPE_TAGGED:
        return tagged(frame[14:26], batch)
    return None


def tagged(data, batch):
    found = untag(data, batch)
    return found and ("tag",) + found


def arp(frame, batch):
    # Ethernet and IPv4 with addresses of 6 and 4 bytes; all else is other people's.
    if len(frame) < 42 or frame[14:20] != b"\0\1\x08\0\6\4" or frame[20:22] not in (b"\0\1", b"\0\2"):
        return None
    if frame[42:44] == MAGIC:
        return tagged(frame[42:54], batch)
    sender, target = socket.inet_ntoa(frame[28:32]), socket.inet_ntoa(frame[38:42])
    return ("ask", sender, target) if frame[21] == 1 else ("tell", sender, target)


def ipv4(frame, batch, base_port):
    length = (frame[14] & 15) * 4 if len(frame) >= 34 else 0
    # Only the first fragment of a datagram has the header of layer 4.
    if length < 20 or frame[14] >> 4 != 4 or (frame[20] & 0x1F or frame[21]):
        return None
    return layer4(frame, 14 + length, frame[23], batch, base_port)


def ipv6(frame, batch, base_port):
    if len(frame) < 54 or frame[14] >> 4 != 6:
        return None
    kind, at = frame[20], 54
    while kind in (0, 43, 44, 60):  # hop-by-hop options, routing, fragment, destination options: RFC 8200
        if len(frame) < at + 8 or kind == 44 and (frame[at + 2] or frame[at + 3] & 0xF8):
            return None
        kind, at = frame[at], at + 8 + (0 if kind == 44 else frame[at + 1] * 8)
    return layer4(frame, at, kind, batch, base_port)


def layer4(frame, at, protocol, batch, base_port):
    if protocol == 17:
        return tagged(frame[at + 8:at + 20], batch)
    if protocol == 6 and len(frame) >= at + 4:
        source, target = struct.unpack_from("!HH", frame, at)
        port = source if target == PORT else target if source == PORT else 0
        offset = port - base_port
        if port and 0 <= offset < 2500:
            return ("tag", offset // ATTEMPTS, offset % ATTEMPTS, REQUEST if target == PORT else REPLY)
        return None
    if len(frame) > at and (protocol, frame[at]) in ((1, 8), (1, 0), (58, 128), (58, 129)):
        found = untag(frame[at + 8:at + 20], batch)
        return found and ("tag", found[0], found[1], REQUEST if frame[at] in (8, 128) else REPLY)
    if protocol == 58 and len(frame) >= at + 24 and frame[at] in (135, 136):
        return discovery(frame, at, batch)
    return None


def discovery(frame, at, batch):
    """A solicitation of ours has its tag in its nonce option, whatever options stand before that; see neighbours.py."""
    source, to, target = (socket.inet_ntop(socket.AF_INET6, frame[begin:begin + 16]) for begin in (22, 38, at + 8))
    if frame[at] == 136:
        return ("tell", target, to)
    for kind, value in options(frame, at + 24):
        if kind == NONCE and value[:2] == MAGIC:
            return tagged(value[:TAG.size], batch)
    return ("ask", source, target)


def options(data, at):
    """(type, value) of the options of neighbour discovery from some place on, RFC 4861, up to one that is cut or has no length."""
    while at + 2 <= len(data) and data[at + 1] and at + 8 * data[at + 1] <= len(data):
        yield data[at], data[at + 2:at + 8 * data[at + 1]]
        at += 8 * data[at + 1]


SOL_PACKET, PACKET_AUXDATA = 263, 8  # linux/if_packet.h


def aside(notes):
    """The VLAN id that the kernel has taken out of a frame: struct tpacket_auxdata; 0 without one."""
    for level, kind, data in notes:
        if (level, kind) == (SOL_PACKET, PACKET_AUXDATA) and len(data) >= 20:
            status, tci = struct.unpack("@I12xH", data[:18])
            if status & 0x10:  # TP_STATUS_VLAN_VALID
                return tci & 0xFFF
    return 0


class Sniffer:
    """Sees the frames of the test devices, both ways, and counts those that belong to the batch."""

    # Bytes of a frame, frames of a batch, and batches that are kept for a capture file.
    SNAP, KEPT, BATCHES = 160, 4000, 4
    # Different neighbour messages of a batch: on a large segment, or in a storm of them, the rest is counted and not told apart.
    NEIGHBOUR_MESSAGES = 20000

    def __init__(self):
        self.sockets, self.captures, self.notice = {}, {}, set()
        self.buffer = bytearray(self.SNAP)
        self.begin(0, 0)

    def begin(self, batch, base_port):
        self.batch, self.base_port = batch, base_port
        self.seen, self.kept = {}, []
        self.vlans, self.noticed, self.tellers, self.uncounted = {}, {}, {}, 0
        self.captures[batch] = self.kept
        while len(self.captures) > self.BATCHES:
            del self.captures[next(iter(self.captures))]

    def open(self, devices):
        for device in list(self.sockets):
            if device not in devices:
                self.sockets.pop(device).close()
        for device in devices:
            # A device that came back under the same name is another device.
            index = socket.if_nametoindex(device)
            known = self.sockets.get(device)
            if known is not None and known.mvl_index == index:
                continue
            if known is not None:
                known.close()
            sniff = PacketSocket(socket.AF_PACKET, socket.SOCK_RAW, socket.htons(3))
            sniff.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 1 << 22)
            sniff.setsockopt(SOL_PACKET, PACKET_AUXDATA, 1)  # the kernel takes a VLAN tag out of the frame and puts it there
            sniff.bind((device, 3))
            sniff.setblocking(False)
            sniff.mvl_index, sniff.mvl_device = index, device
            self.sockets[device] = sniff
        return list(self.sockets.values())

    def readable(self, sniff, now):
        for _ in range(64):
            try:
                # With MSG_TRUNC the length is the frame's own, also where it does not fit.
                length, notes, _, sender = sniff.recvmsg_into([self.buffer], 64, socket.MSG_TRUNC)
            except BlockingIOError:
                return
            except OSError:
                return  # the device is gone or down
            direction = "out" if sender[2] == 4 else "in"
            self.take(sniff.mvl_device, direction, bytes(self.buffer[:min(length, self.SNAP)]), length, aside(notes), now)

    def take(self, device, direction, frame, length, vlan, now):
        inner, frame = untagged(frame)
        if direction == "in" and frame[6:12] in self.notice:
            source = (device, mac_text(frame[6:12]))
            self.noticed[source] = self.noticed.get(source, 0) + 1
        what = decode(frame, self.batch, self.base_port)
        if what is None:
            return
        if vlan or inner:
            # What is in another VLAN has not come to this device's network.
            if what[0] == "tag":
                self.vlans[device, direction, what[1], vlan or inner] = mac_text(frame[6:12])
            return
        # Attempts of one path are counted together, but for the numbers that tell them apart.
        key = (device, direction) + (("tag", what[1], what[3]) if what[0] == "tag" else what)
        known = self.seen.get(key)
        if known is None:
            if what[0] != "tag" and len(self.seen) >= self.NEIGHBOUR_MESSAGES:
                self.uncounted += 1
                return
            known = self.seen[key] = [0, now(), mac_text(frame[6:12]), set(), mac_text(frame[0:6])]
        known[0] += 1
        if what[0] == "tag":
            known[3].add(what[2])
        elif what[0] == "tell" and direction == "in":
            self.tellers.setdefault((device, what[1]), set()).add(mac_text(frame[6:12]))
        if len(self.kept) < self.KEPT:
            self.kept.append((now(), device, direction, what, frame, length))

    def heard(self, device):
        """The paths whose tag has come in by a device."""
        return {key[3] for key in self.seen if key[:3] == (device, "in", "tag")}

    def sightings(self):
        return [list(key[:2]) + [list(key[2:]), count, first, source, sorted(attempts), target]
                for key, (count, first, source, attempts, target) in self.seen.items()]

    def frames(self, batch, paths, pairs, most):
        """The kept frames of some paths, and the neighbour messages between some pairs of addresses."""
        chosen = []
        for when, device, direction, what, frame, length in self.captures.get(batch, []):
            wanted = what[1] in paths if what[0] == "tag" else \
                [what[1], what[2]] in pairs or [what[2], what[1]] in pairs
            if wanted and len(chosen) < most:
                chosen.append([when, device, direction, base64.b64encode(frame).decode(), length])
        return chosen


class PacketSocket(socket.socket):
    """A socket with room for two notes of ours."""
