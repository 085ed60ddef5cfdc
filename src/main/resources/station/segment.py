# Part of the station, see station.py. Sends the frames by which the suite finds out what the segment does with frames.
import os
import socket
import struct
import time


class Segment:
    """The commands of the switch's fingerprint; part of Station."""

    def do_emit(self, batch, frames):
        """
        Send tagged frames: [device, source MAC or 'own', target MAC, path, form]; forms: see body. Frames that could not be sent,
        as their device is down or gone, are not in the answer.
        """
        sent, sockets = [], {}
        try:
            for device, source, target, path, form in frames:
                try:
                    if device not in sockets:
                        sockets[device] = socket.socket(socket.AF_PACKET, socket.SOCK_RAW, 0)
                        sockets[device].bind((device, 0))
                    source = bytes.fromhex((read(device, "address") if source == "own" else source).replace(":", ""))
                    sockets[device].send(bytes.fromhex(target.replace(":", "")) + source
                                         + body(form, make_tag(batch, path, 0, REQUEST), source, device))
                    sent.append(path)
                except OSError:
                    pass
        finally:
            for sock in sockets.values():
                sock.close()
        return sent

    def do_beacon(self, batch, frames, wanted, seconds):
        """
        Send frames, and wait until some are heard: for each of [device, paths], one of the paths. Devices that are not watched are
        not waited for.

        :return: what was heard until then or until the time is over, [device, path]
        """
        self.do_emit(batch, frames)
        wanted = [(device, set(paths)) for device, paths in wanted if device in self.sniffer.sockets]
        self.loop.run_until(time.monotonic() + min(seconds, 5), lambda: all(
            paths & self.sniffer.heard(device) for device, paths in wanted))
        return [[device, path] for device in self.sniffer.sockets for path in sorted(self.sniffer.heard(device))]

    def do_notice(self, macs):
        """Count frames that come in with one of these MAC addresses as their source."""
        self.sniffer.notice = {bytes.fromhex(mac.replace(":", "")) for mac in macs}
        return True

    def do_devices(self, devices):
        """MAC address and MTU of those of the devices that there are."""
        found = {}
        for device in devices:
            try:
                found[device] = [read(device, "address"), int(read(device, "mtu"))]
            except OSError:
                pass  # it is gone, which the attestation of the next round says
        return found

    def do_macs(self):
        """The MAC addresses of all devices of this node, under test or not: with Linux's defaults each answers ARP for all others."""
        return sorted({read(device, "address") for device in os.listdir("/sys/class/net")
                       if os.path.exists("/sys/class/net/%s/address" % device)})

    def do_promiscuous(self, on):
        """Let the watched devices take in frames that are for nobody here, or no longer."""
        for sniff in self.sniffer.sockets.values():
            # struct packet_mreq: PACKET_MR_PROMISC; PACKET_ADD_MEMBERSHIP or PACKET_DROP_MEMBERSHIP at SOL_PACKET
            request = struct.pack("IHH8s", socket.if_nametoindex(sniff.mvl_device), 1, 0, b"")
            sniff.setsockopt(SOL_PACKET, 1 if on else 2, request)
        return True


def read(device, what):
    with open("/sys/class/net/%s/%s" % (device, what)) as file:
        return file.read().strip()


def body(form, tag, source=bytes(6), device=""):
    """
    What comes after the MAC addresses. Forms: 'raw' and 'long', a frame of no protocol, short or as long as the device's MTU allows;
    'vlan ID', the short one with a VLAN tag; 'arp SENDER TARGET' and 'nd SENDER TARGET', a question for an address, from the
    unspecified one where nobody has the sender's yet; any other is a group that a UDP datagram is for.
    """
    word, *rest = form.split()
    raw = struct.pack("!H", ETHERTYPE_TAGGED) + tag
    if word == "raw":
        return raw + bytes(40)
    if word == "long":
        return raw + bytes(int(read(device, "mtu")) - len(tag))
    if word == "vlan":
        return struct.pack("!HH", 0x8100, int(rest[0])) + raw + bytes(40)
    if word == "arp":
        return arp_request(source, rest[0], rest[1], tag)[12:]
    if word == "nd":
        return question(source, rest[0], rest[1], tag)
    datagram = struct.pack("!HHHH", CAST_PORT, CAST_PORT, 48 + len(tag), 0) + tag + bytes(40)
    if ":" in word:
        head = struct.pack("!IHBB", 6 << 28, len(datagram), 17, 1) + bytes(16) + socket.inet_pton(socket.AF_INET6, word)
        return struct.pack("!H", 0x86DD) + head + datagram
    head = struct.pack("!BBHHHBBH", 0x45, 0, 20 + len(datagram), 0, 0, 1, 17, 0) + bytes(4) + socket.inet_aton(word)
    head = head[:10] + struct.pack("!H", checksum(head)) + head[12:]
    return struct.pack("!H", 0x0800) + head + datagram


def question(mac, sender, target, tag):
    """A whole solicitation; one from the unspecified address must not say its sender's MAC address (RFC 4861, 4.3)."""
    asker, asked = (socket.inet_pton(socket.AF_INET6, address) for address in (sender, target))
    group = socket.inet_pton(socket.AF_INET6, "ff02::1:ff00:0")[:13] + asked[13:]
    message = solicitation(mac, target, tag)
    if not any(asker):
        message = message[:24] + message[32:]
    sum_over = asker + group + struct.pack("!II", len(message), 58) + message
    message = message[:2] + struct.pack("!H", checksum(sum_over)) + message[4:]
    return struct.pack("!HIHBB", 0x86DD, 6 << 28, len(message), 58, 255) + asker + group + message
