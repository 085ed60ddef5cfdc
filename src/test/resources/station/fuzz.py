# Gives the station's readers whatever a segment may send: frames and answers of every kind, whole, cut at each length, with bytes
# changed, early, late, doubled, and random bytes. Says what raised, and whether what is sensible is still understood.
# Arguments: the folder of the sources, the seed, how many rounds.
import os
import random
import socket
import struct
import sys
import traceback
import types

SOURCES, SEED, ROUNDS = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
source = ""
for name in ("loop.py", "frames.py", "neighbours.py", "rounds.py", "answers.py", "segment.py", "station.py"):
    with open(os.path.join(SOURCES, name)) as file:
        source += file.read() + "\n"
station = {"__name__": "station"}
exec(compile(source, "station", "exec"), station)
station["Run"].join("a1b2c3d4/g\u00fc1")
chance = random.Random(SEED)

BATCH, BASE, DEVICE = 0xCAFE0001, 20000, "eth0"
OWN, OTHER, OWN6, OTHER6 = "198.18.10.1", "198.18.10.11", "2001:db8:10::1", "2001:db8:10::11"
MACS = bytes.fromhex("525400120111" "525400120101")
raised, calls = {}, 0


class Mail:
    """A socket that has some messages, and then none."""

    def __init__(self, family, *messages, notes=()):
        self.family, self.messages, self.notes, self.mvl_device, self.sent = family, list(messages), list(notes), DEVICE, []

    def next(self):
        if not self.messages:
            raise BlockingIOError()
        return self.messages.pop(0)

    def recv(self, size):
        return self.next()[:size]

    def recvfrom(self, size):
        return self.next()[:size], (DEVICE, 0x806, 0, 1, MACS[:6])

    def recvmsg(self, size, _):
        return self.next()[:size], self.notes, 0, (OTHER, 40000)

    def recvmsg_into(self, buffers, _, __):
        data = self.next()
        size = min(len(data), len(buffers[0]))
        buffers[0][:size] = data[:size]
        return len(data), self.notes, 0, (DEVICE, 3, chance.choice((0, 0, 4)), 1, MACS[:6])

    def recvfrom_into(self, buffer, _, __):
        length, _, _, sender = self.recvmsg_into([buffer], 0, 0)
        return length, sender

    def sendmsg(self, parts, *_):
        self.sent.append(b"".join(parts))

    def sendall(self, data):
        self.sent.append(data)

    def close(self):
        pass


def tag(kind=1, batch=BATCH, path=7, attempt=1):
    return station["make_tag"](batch, path, attempt, kind)


def v4(protocol, payload, options=b""):
    head = struct.pack("!BBHHHBBH", 0x45 + len(options) // 4, 0, 20 + len(options) + len(payload), 0, 0, 64, protocol, 0)
    return head + socket.inet_aton(OWN) + socket.inet_aton(OTHER) + options + payload


def v6(protocol, payload):
    head = struct.pack("!IHBB", 6 << 28, len(payload), protocol, 64)
    return head + b"".join(socket.inet_pton(socket.AF_INET6, address) for address in (OWN6, OTHER6)) + payload


def arp(operation):
    return (struct.pack("!HHBBH", 1, 0x0800, 6, 4, operation) + MACS[6:] + socket.inet_aton(OTHER)
            + MACS[:6] + socket.inet_aton(OWN))


ADVERTISED = (struct.pack("!BBHI", 136, 0, 0, 0) + socket.inet_pton(socket.AF_INET6, OTHER6) + bytes([14, 1]) + bytes(6)
              + bytes([2, 1]) + MACS[6:])
ECHO = struct.pack("!BBHHH", 0, 0, 0, 1, 7) + tag()
ECHO6 = struct.pack("!BBHHH", 129, 0, 0, 1, 7) + tag()
UDP = struct.pack("!HHHH", 7007, 40000, 20, 0) + tag()
TCP = struct.pack("!HHIIBBHHH", BASE + 57, 7007, 1, 0, 5 << 4, 2, 1024, 0, 0)
OPTIONS = b"\x44\x28" + bytes(38)  # a time stamp, as long as options may be
FRAMES = [MACS + kind + rest for kind, rest in (
    (b"\x08\x00", v4(17, UDP)), (b"\x08\x00", v4(17, UDP, OPTIONS)), (b"\x08\x00", v4(6, TCP)), (b"\x08\x00", v4(1, ECHO)),
    (b"\x86\xdd", v6(17, UDP)), (b"\x86\xdd", v6(6, TCP)), (b"\x86\xdd", v6(58, ECHO6)), (b"\x86\xdd", v6(58, ADVERTISED)),
    (b"\x86\xdd", v6(0, bytes([60, 0]) + bytes(6) + bytes([17, 0]) + bytes(6) + UDP)),
    (b"\x08\x06", arp(1)), (b"\x08\x06", arp(2)), (b"\x88\xb5", tag(0) + bytes(40)),
    (b"\x81\x00\x0f\x9f\x08\x00", v4(17, UDP)), (b"\x88\xa8\x00\x01\x81\x00\x00\x02\x88\xb5", tag(0)))]
ARP_REPLY = MACS + b"\x08\x06" + arp(2)
ANSWER = tag() + "a1b2c3d4/g\u00fc1".encode()
NOTES = [(socket.IPPROTO_IP, 8, bytes(12)), (socket.IPPROTO_IPV6, 50, bytes(20)), (socket.IPPROTO_IP, 8, b"\1"),
         (socket.IPPROTO_IPV6, 50, b""), (263, 8, bytes(20)), (263, 8, struct.pack("@I12xHH", 0x10, 99, 0x8100)), (263, 8, b"\1")]


def bent(data):
    """A message with something wrong with it, or with nothing."""
    way = chance.randrange(5)
    data = bytearray(data)
    if way == 0:
        return bytes(data)
    if way == 1:
        return bytes(data[:chance.randrange(len(data) + 1)])
    if way == 2:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(300)))
    for _ in range(chance.randrange(1, 5)):
        data[chance.randrange(len(data))] = chance.choice((0, 1, 127, 128, 255, chance.randrange(256)))
    return bytes(data) * (2 if way == 3 else 1)


def call(reader, *arguments):
    global calls
    calls += 1
    try:
        return reader(*arguments)
    except Exception as error:
        where = traceback.extract_tb(error.__traceback__)[-1].name
        key = "%s in %s: %s" % (type(error).__name__, where, error)
        raised[key] = raised.get(key, 0) + 1


def a_round():
    loop = types.SimpleNamespace(watch=lambda *_: None, forget=lambda *_: None, run_until=lambda *_: None)
    paths = [{"id": 7, "device": DEVICE, "source": OWN, "target": OTHER, "protocol": "udp"},
             {"id": 8, "device": DEVICE, "source": OWN, "target": OTHER, "protocol": "neighbour"},
             {"id": 9, "device": DEVICE, "source": OWN6, "target": OTHER6, "protocol": "neighbour"}]
    return station["Round"](loop, BATCH, BASE, paths, [], {"patience": 4.0, "rest": 0.3})


def readers(probing, sniffer, answering):
    """Each reader of the station, the family of its socket, and a message that it knows."""
    four, six = socket.AF_INET, socket.AF_INET6
    asked = probing.askers
    return [
        (probing.datagram_arrived, four, ANSWER), (probing.datagram_arrived, six, ANSWER),
        (probing.echo_arrived, four, v4(1, ECHO)), (probing.echo_arrived, four, v4(1, ECHO, OPTIONS)),
        (probing.echo_arrived, six, ECHO6),
        (lambda mail: probing.stream_arrived(mail, probing.paths[7]), four, ANSWER),
        (lambda mail: asked.readable(mail, (four, DEVICE, OWN)), four, ARP_REPLY),
        (lambda mail: asked.readable(mail, (six, DEVICE, OWN6)), six, ADVERTISED),
        (lambda mail: sniffer.readable(mail, lambda: 1.0), 17, chance.choice(FRAMES)),
        (answering.udp_readable, four, tag(0)), (answering.udp_readable, six, tag(0)),
        (answering.tcp_readable, four, tag(0)), (answering.cast_arrived, four, tag(0)), (answering.cast_arrived, six, tag(0))]


answering = station["Answers"].__new__(station["Answers"])
answering.loop = types.SimpleNamespace(watch=lambda *_: None, forget=lambda *_: None)
answering.name, answering.batch, answering.delivered, answering.joined = "a1b2c3d4/g\u00fc1".encode(), BATCH, {}, set()
answering.casts, answering.connections = {}, []

for frame in FRAMES:
    for length in range(len(frame) + 1):
        call(station["decode"], frame[:length], BATCH, BASE)
for number in range(ROUNDS):
    probing, sniffer = a_round(), station["Sniffer"]()
    sniffer.begin(BATCH, BASE)
    for probe in probing.paths.values():
        # Early, in time, late: before any attempt, while it is made, and when all was said.
        probe.sent = dict.fromkeys(chance.choice(([], [0], [0, 1, 2], [0, 1, 2, 5, 6, 7])), 0.0)
    for reader, family, known in readers(probing, sniffer, answering):
        messages = [bent(known) for _ in range(chance.randrange(4))]
        call(reader, Mail(family, *messages, *messages[:1], notes=chance.sample(NOTES, chance.randrange(3))))
    call(probing.results)
    call(sniffer.sightings)

# What is sensible among it is understood.
probing, sniffer = a_round(), station["Sniffer"]()
sniffer.begin(BATCH, BASE)
for probe in probing.paths.values():
    probe.sent = {0: 0.0, 1: 0.0}
mail = Mail(socket.AF_INET, b"", ANSWER[:5], b"\xff" * 200, ANSWER, ANSWER)
call(probing.datagram_arrived, mail)
call(probing.askers.readable, Mail(socket.AF_INET, ARP_REPLY[:30], ARP_REPLY), (socket.AF_INET, DEVICE, OWN))
call(probing.askers.readable, Mail(socket.AF_INET6, ADVERTISED[:9], ADVERTISED), (socket.AF_INET6, DEVICE, OWN6))
for path, meaning in ((7, "answer"), (8, "arp"), (9, "advertisement")):
    result = probing.paths[path].result()
    print("%s: %s %s %s" % (meaning, [attempt for attempt, _ in result["answers"]], ascii(result["who"]), " ".join(result["macs"])))
early = a_round()
call(early.askers.readable, Mail(socket.AF_INET, ARP_REPLY), (socket.AF_INET, DEVICE, OWN))
call(early.datagram_arrived, Mail(socket.AF_INET, ANSWER))
print("early: %s %s" % (early.paths[8].result()["answers"], early.paths[8].result()["macs"]))
print("early-datagram: %s" % early.paths[7].result()["answers"])
echoing = a_round()
echoing.paths[7].sent = {0: 0.0, 1: 0.0}
call(echoing.datagram_arrived, Mail(socket.AF_INET, tag(0)))
print("own-request-that-came-back: %s" % echoing.paths[7].result()["answers"])
for name, data in (("own", tag(0)), ("another", b"ML" + b"\x12\x34" + tag(0)[4:])):
    box = Mail(socket.AF_INET, data)
    call(answering.udp_readable, box)
    line = Mail(socket.AF_INET, data)
    call(answering.tcp_readable, line)
    print("request-of-%s-run: %d answers" % (name, len(box.sent) + len(line.sent)))

# A reader that fails is counted, and the station goes on; one that only fails is no longer called.
loop = station["Loop"]()
post, box = socket.socketpair()
heard = []


def failing(readable):
    heard.append(1)
    raise ValueError("no number: \u00fc")


loop.watch(box, failing)
post.send(b"x")
for _ in range(1100):
    call(loop.once, 0)
print("loop: %d calls; %s" % (len(heard), ascii(sorted(loop.faults.items()))))

print("calls: %d" % calls)
for text, count in sorted(raised.items()):
    print("raised: %d times %s" % (count, text))
