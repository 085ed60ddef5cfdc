# Frames made by hand, and what the station's own sources say that each is: a line each. Argument: the folder of the sources.
import os
import socket
import struct
import sys
import types

source = ""
for name in ("loop.py", "frames.py", "neighbours.py", "rounds.py", "answers.py", "segment.py", "station.py"):
    with open(os.path.join(sys.argv[1], name)) as file:
        source += file.read() + "\n"
station = {"__name__": "station"}
exec(compile(source, "station", "exec"), station)

BATCH, BASE, RUN = 0xCAFE0001, 20000, 0xA1B2
station["Run"].join("a1b2c3d4/kvm1")
HOST, GUEST = "198.18.10.1", "198.18.10.11"
HOST6, GUEST6 = "2001:db8:10::1", "2001:db8:10::11"
MACS = bytes.fromhex("525400120111" "525400120101")


def tag(kind=0, batch=BATCH, path=7, attempt=2, run=RUN):
    return b"ML" + struct.pack("!HIHBB", run, batch, path, attempt, kind)


def v4(protocol, payload, options=b""):
    head = struct.pack("!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload), 0, 0, 64, protocol, 0)
    return MACS + b"\x08\x00" + head + socket.inet_aton(HOST) + socket.inet_aton(GUEST) + options + payload


def v6(protocol, payload, source=HOST6, target=GUEST6):
    head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64)
    addresses = b"".join(socket.inet_pton(socket.AF_INET6, address) for address in (source, target))
    return MACS + b"\x86\xdd" + head + addresses + payload


def arp(operation, sender, target):
    return (MACS + b"\x08\x06" + struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation) + MACS[6:] + socket.inet_aton(sender)
            + MACS[:6] + socket.inet_aton(target))


def neighbour(kind, source, to, about):
    return v6(58, struct.pack("!BBHI", kind, 0, 0, 0) + socket.inet_pton(socket.AF_INET6, about), source, to)


def udp(payload):
    return struct.pack("!HHHH", 40000, 7007, 8 + len(payload), 0) + payload


def echo(kind, payload):
    return struct.pack("!BBHHH", kind, 0, 0, 1, 1) + payload


def tcp(source, target):
    return struct.pack("!HHIIBBHHH", source, target, 1, 0, 5 << 4, 2, 1024, 0, 0)


def raw(payload):
    return MACS + b"\x88\xb5" + payload


CLIENT = BASE + 7 * 8 + 2
FRAMES = {
    "arp-request": arp(1, HOST, GUEST),
    "arp-reply": arp(2, GUEST, HOST),
    "solicitation": neighbour(135, HOST6, "ff02::1:ff00:11", GUEST6),
    "advertisement": neighbour(136, GUEST6, HOST6, GUEST6),
    "udp-v4": v4(17, udp(tag())),
    "udp-v4-reply": v4(17, udp(tag(1) + b"g1")),
    "udp-v4-with-options": v4(17, udp(tag()), b"\x01\x01\x01\x01"),
    "udp-v6": v6(17, udp(tag())),
    # The kernel sends the request's tag back as it is; only the type says that it is the answer.
    "udp-v6-behind-extension-headers": v6(0, bytes([60, 0]) + bytes(6) + bytes([17, 1]) + bytes(14) + udp(tag())),
    "echo-request-v4": v4(1, echo(8, tag())),
    "echo-reply-v4": v4(1, echo(0, tag())),
    "echo-request-v6": v6(58, echo(128, tag())),
    "echo-reply-v6": v6(58, echo(129, tag())),
    "syn-v4": v4(6, tcp(CLIENT, 7007)),
    "syn-ack-v4": v4(6, tcp(7007, CLIENT)),
    "syn-v6": v6(6, tcp(CLIENT, 7007)),
    "tcp-last-port": v4(6, tcp(BASE + 2499, 7007)),
    "reflection": raw(tag(path=2000, attempt=0) + bytes(40)),
    "udp-of-another-batch": v4(17, udp(tag(batch=BATCH + 1))),
    "echo-of-another-batch": v6(58, echo(128, tag(batch=BATCH + 1))),
    "reflection-of-another-batch": raw(tag(batch=BATCH - 1)),
    "udp-of-another-run": v4(17, udp(tag(run=RUN + 1))),
    "echo-of-another-run": v4(1, echo(0, tag(run=RUN + 1))),
    "later-fragment": MACS + b"\x08\x00" + v4(17, udp(tag()))[14:20] + b"\0\x10" + v4(17, udp(tag()))[22:],
    "arp-of-another-network": MACS + b"\x08\x06" + struct.pack("!HHBBH", 6, 0x0800, 6, 4, 1) + bytes(20),
    "udp-without-tag": v4(17, udp(b"hello, hello, hello")),
    "tcp-below-the-ports": v4(6, tcp(BASE - 1, 7007)),
    "tcp-above-the-ports": v4(6, tcp(BASE + 2500, 7007)),
    "tcp-of-another-service": v4(6, tcp(CLIENT, 22)),
    "port-unreachable": v4(1, echo(3, tag())),
    "spanning-tree": bytes.fromhex("0180c2000000" "525400120101" "0026424203") + bytes(40),
    "cut-to-its-header": v4(6, b""),
    "cut-within-its-tag": v4(17, udp(tag()[:-1])),
    "too-short-for-ethernet": MACS[:10],
}

IN_A_VLAN = {
    "priority": bytes.fromhex("8100e000"), "vlan": bytes.fromhex("81000f9f"), "two": bytes.fromhex("88a80001" "81000002")}
for name, tags in IN_A_VLAN.items():
    vlan, inner = station["untagged"](MACS + tags + FRAMES["udp-v4"][12:])
    print("in-%s: %d %s" % (name, vlan, inner == FRAMES["udp-v4"]))

for name, frame in FRAMES.items():
    what = station["decode"](frame, BATCH, BASE)
    print("%s: %s" % (name, " ".join(map(str, what)) if what else "nothing"))

# What is sent and understood when the station asks for MAC addresses itself.
MAC = MACS[:6]
for name, batch in (("", BATCH), ("-of-another-batch", BATCH + 1)):
    question = station["arp_request"](MAC, HOST, GUEST, tag(batch=batch))
    what = station["decode"](question, BATCH, BASE)
    print("own-arp-request%s: %s" % (name, " ".join(map(str, what)) if what else "nothing"))
    question = v6(58, station["solicitation"](MAC, GUEST6, tag(batch=batch)), HOST6, "ff02::1:ff00:11")
    what = station["decode"](question, BATCH, BASE)
    print("own-solicitation%s: %s" % (name, " ".join(map(str, what)) if what else "nothing"))
layer = bytes([2, 1]) + MACS[6:]
for name, told in {
    "arp-reply": station["arp_reply"](arp(2, GUEST, HOST), HOST),
    "arp-reply-to-another": station["arp_reply"](arp(2, GUEST, "198.18.10.2"), HOST),
    "arp-request-of-the-neighbour": station["arp_reply"](arp(1, GUEST, HOST), HOST),
    "advertisement": station["advertisement"](neighbour(136, GUEST6, HOST6, GUEST6)[54:] + layer),
    "advertisement-with-other-options-first": station["advertisement"](
        neighbour(136, GUEST6, HOST6, GUEST6)[54:] + bytes([14, 1]) + bytes(6) + layer),
    "advertisement-without-address": station["advertisement"](neighbour(136, GUEST6, HOST6, GUEST6)[54:]),
    "advertisement-with-broken-option": station["advertisement"](neighbour(136, GUEST6, HOST6, GUEST6)[54:] + bytes(8)),
    "advertisement-cut": station["advertisement"](neighbour(136, GUEST6, HOST6, GUEST6)[54:70]),
}.items():
    print("told-%s: %s" % (name, "nothing" if told is None else " ".join(told).strip()))

# How long silent paths are listened to, by a clock that only the loop moves.
clock = [100.0]
station["time"] = types.SimpleNamespace(monotonic=lambda: clock[0])
loop = types.SimpleNamespace(run_until=lambda end: clock.__setitem__(0, max(clock[0], end)))
for name, slowest in (("quick", 0.1), ("slow", 0.6), ("endless", 9.0)):
    probing = station["Round"](loop, BATCH, BASE, [{"id": 1, "device": "eth0", "target": GUEST, "protocol": "udp"}], [], {"patience": 4.0, "rest": 0.3})
    probing.paths[1].answers[0] = slowest
    begun = clock[0]
    probing.listen(begun + 0.75, begun)
    print("listened-%s: %.2f" % (name, clock[0] - begun))

# A sender so slow that the deadline is over when it has sent the last attempt.
probing = station["Round"](loop, BATCH, BASE, [{"id": 1, "device": "eth0", "target": GUEST, "protocol": "udp"}], [],
                           {"patience": 4.0, "rest": 0.3})
begun = clock[0]
clock[0] += 2
probing.listen(begun + 0.75, clock[0])
print("listened-late: %.2f" % (clock[0] - begun - 2))

# What is waiting when a wait is over, or was over before it began.
mail = []
post, box = socket.socketpair()
real = station["Loop"]()
real.watch(box, lambda readable: mail.append(readable.recv(9)))
post.send(b"late")
real.run_until(clock[0] - 1)
print("waiting: %s" % b"".join(mail).decode())

# What a station does to neighbours that somebody else has fixed before it gives its own, on a machine that only notes it.
done = []
station["run"] = lambda *words: '[{"dst": "%s", "dev": "eth0", "lladdr": "02:00:00:00:00:99"}]' % GUEST
station["ip_batch"] = lambda lines: done.extend(lines)
giving = station["Station"].__new__(station["Station"])
giving.round, giving.past, giving.given, giving.fixed, giving.flush = None, None, [], [], []
giving.loop, giving.sniffer = types.SimpleNamespace(run_until=lambda end: None, faults={}), station["Sniffer"]()
giving.answers = types.SimpleNamespace(delivered={})
station["time"].time = lambda: 0.0
giving.do_give([[GUEST, "02:00:00:00:00:11", "eth0"], [HOST, "02:00:00:00:00:01", "eth0"]])
given = len(done)
giving.do_collect()
print("given: %s" % "; ".join(done[:given]))
print("put-back: %s" % "; ".join(done[given:]))


# A socket with the kernel's limit of memberships, of which those in devices that were taken away count as the others do.
class Cast:
    def __init__(self):
        self.members = set()

    def setsockopt(self, level, option, value):
        if option in (socket.IP_ADD_MEMBERSHIP, socket.IPV6_JOIN_GROUP):
            if len(self.members) == 20:
                raise OSError(105, "No buffer space available")
            self.members.add(value)
        else:
            self.members.remove(value)


plugged = station["Answers"].__new__(station["Answers"])
plugged.joined, plugged.casts = set(), {socket.AF_INET: Cast(), socket.AF_INET6: Cast()}
for index in range(10, 60, 2):  # two NICs, plugged 25 times
    names = {"eth%d" % index: index, "eth%d" % (index + 1): index + 1}
    socket.if_nametoindex, socket.if_nameindex = names.get, lambda: [(number, name) for name, number in names.items()]
    plugged.join(sorted(names), ["239.255.0.1", "ff15::1"])
print("memberships: %s" % " ".join(str(len(cast.members)) for cast in plugged.casts.values()))

for name, devices in (("one", 'device "data0"'), ("several", 'devices = { "data0", "data1" }')):
    print("hooks-%s: %s" % (name, "; ".join(" ".join(hook) for hook in station["netdev_chains"](
        'table inet site {\n\tchain in {\n\t\ttype filter hook input priority filter; policy accept;\n\t}\n}\n'
        'table netdev fault {\n\tchain in {\n\t\ttype filter hook ingress %s priority filter; policy drop;\n\t}\n}\n' % devices))))
