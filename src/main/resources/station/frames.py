# Part of the station, see station.py. What a tag looks like on the wire, and how a frame tells which probe it belongs to.
import base64
import socket
import struct

MAGIC = b"MVL1"
TAG = struct.Struct("!4sIHBB")  # magic, batch, path, attempt, request 0 or reply 1
REQUEST, REPLY = 0, 1
ETHERTYPE_TAGGED = 0x88B5  # IEEE 802, local experimental ethertype 1: frames of the switch's fingerprint
PORT, CAST_PORT = 7007, 7008
ATTEMPTS = 8  # TCP: the client's port says path and attempt, for a SYN has no room for a tag


def untag(data, batch):
    """(path, attempt, kind) of a tag of this batch somewhere at the start of data, or None."""
    if len(data) < TAG.size:
        return None
    magic, seen, path, attempt, kind = TAG.unpack_from(data)
    return (path, attempt, kind) if magic == MAGIC and seen == batch else None


def mac_text(raw):
    return ":".join("%02x" % octet for octet in raw)


def decode(frame, batch, base_port):
    """Name what a frame is to the batch: ('tag', path, attempt, kind), ('ask', who, for whom), ('tell', ...) or None."""
    if len(frame) < 14:
        return None
    ethertype = frame[12] << 8 | frame[13]
    if ethertype == 0x0800 and len(frame) >= 34:
        return layer4(frame, 14 + (frame[14] & 15) * 4, frame[23], batch, base_port)
    if ethertype == 0x86DD and len(frame) >= 54:
        return layer4(frame, 54, frame[20], batch, base_port)
    if ethertype == 0x0806 and len(frame) >= 42:
        if frame[42:46] == MAGIC:
            return tagged(frame[42:54], batch)
        sender, target = socket.inet_ntoa(frame[28:32]), socket.inet_ntoa(frame[38:42])
        return ("ask", sender, target) if frame[21] == 1 else ("tell", sender, target)
    if ethertype == ETHERTYPE_TAGGED:
        return tagged(frame[14:26], batch)
    return None


def tagged(data, batch):
    found = untag(data, batch)
    return found and ("tag",) + found


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
    if protocol == 1 and len(frame) > at and frame[at] in (0, 8):
        found = untag(frame[at + 8:at + 20], batch)
        return found and ("tag", found[0], found[1], REQUEST if frame[at] == 8 else REPLY)
    if protocol == 58 and len(frame) > at:
        kind = frame[at]
        if kind in (128, 129):
            found = untag(frame[at + 8:at + 20], batch)
            return found and ("tag", found[0], found[1], REQUEST if kind == 128 else REPLY)
        if kind in (135, 136) and len(frame) >= at + 24:
            source = socket.inet_ntop(socket.AF_INET6, frame[22:38])
            target = socket.inet_ntop(socket.AF_INET6, frame[at + 8:at + 24])
            to = socket.inet_ntop(socket.AF_INET6, frame[38:54])
            # Behind the option with the sender's MAC address; see neighbours.py.
            if kind == 135 and frame[at + 34:at + 38] == MAGIC:
                return tagged(frame[at + 34:at + 46], batch)
            return ("ask", source, target) if kind == 135 else ("tell", target, to)
    return None


class Sniffer:
    """Sees the frames of the test devices, both ways, and counts those that belong to the batch."""

    # Bytes of a frame, frames of a batch, and batches that are kept for a capture file.
    SNAP, KEPT, BATCHES = 160, 4000, 4

    def __init__(self):
        self.sockets, self.captures = {}, {}
        self.buffer = bytearray(self.SNAP)
        self.begin(0, 0)

    def begin(self, batch, base_port):
        self.batch, self.base_port = batch, base_port
        self.seen, self.kept = {}, []
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
            sniff.bind((device, 3))
            sniff.setblocking(False)
            sniff.mvl_index, sniff.mvl_device = index, device
            self.sockets[device] = sniff
        return list(self.sockets.values())

    def readable(self, sniff, now):
        for _ in range(64):
            try:
                # With MSG_TRUNC the length is the frame's own, also where it does not fit.
                length, (_, _, packet_type, _, _) = sniff.recvfrom_into(self.buffer, self.SNAP, socket.MSG_TRUNC)
            except BlockingIOError:
                return
            except OSError:
                return  # the device is gone or down
            frame = bytes(self.buffer[:min(length, self.SNAP)])
            what = decode(frame, self.batch, self.base_port)
            if what is None:
                continue
            # Attempts of one path are counted together, but for the numbers that tell them apart.
            key = (sniff.mvl_device, "out" if packet_type == 4 else "in") + (
                ("tag", what[1], what[3]) if what[0] == "tag" else what)
            known = self.seen.get(key)
            if known is None:
                known = self.seen[key] = [0, now(), mac_text(frame[6:12]), set(), mac_text(frame[0:6])]
            known[0] += 1
            if what[0] == "tag":
                known[3].add(what[2])
            if len(self.kept) < self.KEPT:
                self.kept.append((now(), sniff.mvl_device, key[1], what, frame, length))

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
