# Part of the station, see station.py. Asks who has an address before it is used, in the name of nobody, so that nobody learns anything.
import socket
import struct
import time


class Claimed:
    """Sends ARP probes (RFC 5227) and solicitations as duplicate address detection does (RFC 4862), and hears the answers."""

    def __init__(self, loop, device):
        self.loop, self.device, self.found = loop, device, {}
        with open("/sys/class/net/%s/address" % device) as address:
            self.mac = bytes.fromhex(address.read().strip().replace(":", ""))

    def ask(self, addresses, seconds):
        self.wanted = set(addresses)
        sockets = [self.listener(0x0806), self.listener(0x86DD)]
        try:
            for _ in range(2):
                for address in addresses:
                    sockets[":" in address].send(self.solicitation(address) if ":" in address else
                                                 arp_request(self.mac, "0.0.0.0", address, bytes(12)))
                self.loop.run_until(time.monotonic() + seconds / 2)
        finally:
            for sock in sockets:
                self.loop.forget(sock)
                sock.close()
        return {address: sorted(macs) for address, macs in self.found.items()}

    def listener(self, protocol):
        sock = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
        sock.bind((self.device, protocol))
        sock.setblocking(False)
        self.loop.watch(sock, self.readable)
        return sock

    def readable(self, sock):
        for _ in range(64):
            try:
                frame = sock.recv(256)
            except OSError:
                return
            claim = claimed(frame)
            if claim and claim[0] in self.wanted:
                self.found.setdefault(claim[0], set()).add(claim[1])

    def solicitation(self, address):
        target = socket.inet_pton(socket.AF_INET6, address)
        group = socket.inet_pton(socket.AF_INET6, "ff02::1:ff00:0")[:13] + target[13:]
        message = struct.pack("!BBHI", SOLICITATION, 0, 0, 0) + target
        total = checksum(bytes(16) + group + struct.pack("!II", len(message), 58) + message)
        message = message[:2] + struct.pack("!H", total) + message[4:]
        return (b"\x33\x33" + group[12:] + self.mac + struct.pack("!H", 0x86DD)
                + struct.pack("!IHBB", 6 << 28, len(message), 58, 255) + bytes(16) + group + message)


def claimed(frame):
    """(address, MAC address) of who says that it has an address; None if the frame does not."""
    if len(frame) >= 42 and frame[12:14] == b"\x08\x06" and frame[20:22] == b"\0\2":
        return socket.inet_ntoa(frame[28:32]), mac_text(frame[22:28])
    if len(frame) >= 78 and frame[12:14] == b"\x86\xdd" and frame[20] == 58 and frame[54] == ADVERTISEMENT:
        told = advertisement(frame[54:])
        return told and (told[0], told[1] or mac_text(frame[6:12]))
    return None
