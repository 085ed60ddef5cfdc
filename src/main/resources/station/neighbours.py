# Part of the station, see station.py. Asks for MAC addresses itself: the kernel asks only if it has not learned them by other
# ways, such as a request of the neighbour's own, and says nothing of who else has answered.
import socket
import struct

ETH_P_ARP, BROADCAST_MAC, FOR_US = 0x0806, b"\xff" * 6, 0
SOLICITATION, ADVERTISEMENT = 135, 136
SOURCE_LAYER, TARGET_LAYER = 1, 2  # options of neighbour discovery, RFC 4861


class Neighbours:
    """Asks by ARP and by neighbour discovery, and tells the probes who has answered. The answers have passed what any have to."""

    def __init__(self, loop, probes):
        self.loop, self.probes, self.sockets, self.macs = loop, probes, {}, {}

    def ask(self, probe, tag):
        """With the probe's tag, which tells the frame from one of the kernel's: in ARP as padding, in a solicitation as its nonce."""
        key = (probe.family, probe.device, probe.path["source"])
        if key not in self.sockets:
            four = probe.family == socket.AF_INET
            self.sockets[key] = sock = (self.arp if four else self.discovery)(*key[1:])
            self.loop.watch(sock, lambda readable: self.readable(readable, key))
        mac = self.macs.get(probe.device)
        if mac is None:
            with open("/sys/class/net/%s/address" % probe.device) as address:
                mac = self.macs[probe.device] = bytes.fromhex(address.read().strip().replace(":", ""))
        if probe.family == socket.AF_INET:
            self.sockets[key].send(arp_request(mac, probe.path["source"], probe.path["target"], tag))
        else:
            group = "ff02::1:ff" + "%02x:%02x%02x" % tuple(socket.inet_pton(socket.AF_INET6, probe.path["target"])[13:])
            self.sockets[key].sendto(solicitation(mac, probe.path["target"], tag),
                                     (group, 0, 0, socket.if_nametoindex(probe.device)))

    @staticmethod
    def arp(device, source):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as own:
            own.bind((source, 0))  # nobody asks in the name of an address that is not its own
        # Of this protocol alone: what the kernel itself would get, not what merely passes the device.
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        sock.bind((device, ETH_P_ARP))
        sock.setblocking(False)
        return sock

    @staticmethod
    def discovery(device, source):
        sock = socket.socket(socket.AF_INET6, socket.SOCK_RAW, socket.IPPROTO_ICMPV6)
        # ICMP6_FILTER: a bit for each type that is kept out, in words; all but the advertisement.
        sock.setsockopt(58, 1, b"\xff" * 16 + struct.pack("=I", 0xFFFFFFFF & ~(1 << (ADVERTISEMENT & 31))) + b"\xff" * 12)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, device.encode())
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_IF, socket.if_nametoindex(device))
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_HOPS, 255)
        sock.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_MULTICAST_LOOP, 0)
        sock.bind((source, 0))
        sock.setblocking(False)
        return sock

    def readable(self, sock, key):
        for _ in range(64):
            try:
                data, sender = sock.recvfrom(256)
            except OSError:
                return
            arp = key[0] == socket.AF_INET
            told = (sender[2] == FOR_US and arp_reply(data, key[2])) if arp else advertisement(data)
            for probe in self.probes:
                if told and (probe.family, probe.device, probe.path["source"], probe.path["target"]) == key + (told[0],):
                    probe.told(told[1])

    def close(self):
        for sock in self.sockets.values():
            self.loop.forget(sock)
            sock.close()
        self.sockets = {}


def arp_request(mac, source, target, tag):
    return (BROADCAST_MAC + mac + struct.pack("!HHHBBH", ETH_P_ARP, 1, 0x0800, 6, 4, 1) + mac + socket.inet_aton(source)
            + bytes(6) + socket.inet_aton(target) + tag)


def arp_reply(frame, asker):
    """(address, MAC address) of who answers an asker's request; None if the frame does not."""
    if len(frame) < 42 or frame[14:22] != b"\0\1\x08\0\6\4\0\2" or socket.inet_ntoa(frame[38:42]) != asker:
        return None
    return socket.inet_ntoa(frame[28:32]), mac_text(frame[22:28])


def solicitation(mac, target, tag):
    # The kernel puts the checksum in.
    return (struct.pack("!BBHI", SOLICITATION, 0, 0, 0) + socket.inet_pton(socket.AF_INET6, target)
            + bytes([SOURCE_LAYER, 1]) + mac + bytes([NONCE, 2]) + tag + bytes(2))


def advertisement(message):
    """(address, MAC address) of who advertises it; the latter is empty where the message does not say it."""
    if len(message) < 24 or message[0] != ADVERTISEMENT:
        return None
    mac = ""
    for kind, value in options(message, 24):
        if kind == TARGET_LAYER:
            mac = mac_text(value[:6])
    return socket.inet_ntop(socket.AF_INET6, message[8:24]), mac
