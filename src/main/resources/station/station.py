# The station: answers and sends the probes of a lab on one node, and sees their frames pass. It speaks JSON, one object a
# line, on standard input and output, and lives exactly as long as its input is open. Python 3.6 or newer, as root.
# It sends to the addresses of the lab alone, each attempt bound to the device under test, a counted number of times.
import json
import os
import socket
import struct
import subprocess
import time


# Queueing disciplines that drop nothing on purpose while they are not full.
PLAIN_QUEUES = ("noqueue", "pfifo_fast", "fq_codel", "fq", "mq", "pfifo", "bfifo", "sfq", "cake")


class Station(Segment):
    """Carries out the commands of one line each."""

    def __init__(self, name):
        Run.join(name)
        self.loop = Loop()
        self.sniffer = Sniffer()
        self.answers = Answers(self.loop, name)
        self.round, self.past, self.given, self.flush = None, None, [], []
        self.fixed = []  # neighbours that somebody else had fixed before we gave ours
        self.loop.watch(0, Commands(self, self.leave).arrived)

    def serve(self):
        while True:
            self.loop.once()

    def leave(self):
        self.do_collect()  # takes given neighbours back
        os._exit(0)

    def do_clock(self):
        return time.time()

    def do_open(self, devices, answering, groups):
        """Watch some devices, and take part in multicast groups on those of them that answer probes."""
        before = set(self.sniffer.sockets.values())
        now = set(self.sniffer.open(devices))
        for gone in before - now:
            self.loop.forget(gone)
        for sniff in now - before:
            self.loop.watch(sniff, lambda readable: self.sniffer.readable(readable, time.time))
        self.answers.join(answering, groups)
        return sorted(self.sniffer.sockets)

    def do_facts(self, devices, links, openvswitch, routes=()):
        """
        State, MTU, addresses and ARP settings of some devices. Where that is asked for: what is attached to what on this node, the
        device that this node's routes choose for some addresses, and what may drop or change frames beside the drivers.
        """
        facts = {}
        for entry in json.loads(run("ip", "-j", "addr") or "[]"):
            if entry.get("ifname") in devices:
                facts[entry["ifname"]] = {
                    "mac": entry.get("address", ""), "mtu": entry["mtu"], "up": "UP" in entry["flags"],
                    "carrier": "LOWER_UP" in entry["flags"] and entry.get("operstate") != "LOWERLAYERDOWN",
                    "settings": arp_settings(entry["ifname"]),
                    "addresses": [{
                        "address": "%s/%d" % (address["local"], address["prefixlen"]),
                        "flags": [flag for flag in ("dadfailed", "tentative") if address.get(flag)],
                    } for address in entry.get("addr_info", []) if address.get("scope") == "global"]}
        return {"devices": facts, "links": self.links(openvswitch) if links else {}, "routes": chosen(routes),
                "hooks": hooks() if links else []}

    @staticmethod
    def links(openvswitch):
        """What kind each device is, what it is on top of, and what bridge it is a port of."""
        ports = {}
        if openvswitch:
            for bridge in run("ovs-vsctl", "--timeout=5", "list-br").split():
                for port in run("ovs-vsctl", "--timeout=5", "list-ports", bridge).split():
                    ports[port] = bridge
        return {device["ifname"]: {
            "mac": device.get("address", ""), "kind": device.get("linkinfo", {}).get("info_kind", ""),
            "mode": device.get("linkinfo", {}).get("info_data", {}).get("mode", ""),
            "lower": device.get("link", ""), "bridge": ports.get(device["ifname"], device.get("master", "")),
        } for device in json.loads(run("ip", "-j", "-d", "link") or "[]") if "ifname" in device}

    def do_begin(self, batch, base_port, flush):
        self.sniffer.begin(batch, base_port)
        self.answers.batch, self.answers.delivered = batch, {}
        self.flush = flush
        self.forget_neighbours()
        return True

    def forget_neighbours(self):
        ip_batch("neigh flush dev " + device for device in self.flush)

    def do_run(self, batch, base_port, paths, casts, pace):
        self.round = Round(self.loop, batch, base_port, paths, casts, pace)
        return self.round.run()

    def do_give(self, neighbours):
        """Fix the MAC addresses of [address, MAC address, device]."""
        own = {(entry["dst"], entry["dev"]): entry.get("lladdr", "")
               for entry in json.loads(run("ip", "-j", "neigh", "show", "nud", "permanent") or "[]")}
        self.fixed += [[address, own[address, device], device] for address, _, device in neighbours
                       if own.get((address, device))]
        # Deleted first: what waits for an answer from the neighbour must not leave now, as if it had got one.
        ip_batch("neigh del %s dev %s" % (address, device) for address, _, device in neighbours)
        ip_batch("neigh replace %s lladdr %s nud permanent dev %s" % (address, mac, device)
                 for address, mac, device in neighbours)
        self.given += neighbours
        return True

    def do_run_given(self, silent):
        return self.round.run_given(silent)

    def do_collect(self):
        if self.round:
            self.round.over()
            if self.past:
                self.past.close(self.past.sockets.values())
            self.past, self.round = self.round, None
        ip_batch("neigh del %s dev %s" % (address, device) for address, _, device in self.given)
        ip_batch("neigh replace %s lladdr %s nud permanent dev %s" % (address, mac, device)
                 for address, mac, device in self.fixed)
        self.given, self.fixed = [], []
        # Here and when the next batch begins: who is still asking must be quiet before any cache is emptied for good.
        self.forget_neighbours()
        # A last look at what is waiting in the sockets already.
        self.loop.run_until(time.monotonic() + 0.05)
        return {
            "sightings": self.sniffer.sightings(),
            "delivered": [[path, device, sorted(attempts)] for (path, device), attempts in self.answers.delivered.items()],
            "state": {device: state(device) for device in self.sniffer.sockets},
            "vlans": [list(key) + [source] for key, source in self.sniffer.vlans.items()],
            "noticed": [list(key) + [count] for key, count in self.sniffer.noticed.items()],
            "tellers": [[device, address, sorted(macs)] for (device, address), macs in self.sniffer.tellers.items()],
            "uncounted": self.sniffer.uncounted,
            "faults": [[text, count] for text, count in self.loop.faults.items()],
            "clock": time.time()}

    def do_frames(self, batch, paths, pairs, most):
        return self.sniffer.frames(batch, set(paths), pairs, most)

    def do_wait(self, seconds):
        self.loop.run_until(time.monotonic() + min(seconds, 10))
        return True


def state(device):
    """[whether a device is set up, whether it has a carrier]; a device that is gone has neither."""
    try:
        with open("/sys/class/net/%s/flags" % device) as flags:
            up = int(flags.read(), 16) & 1 == 1
    except OSError:
        return [False, False]
    try:
        return [up, up and read_number("/sys/class/net/%s/carrier" % device) == 1]
    except (OSError, ValueError):
        return [up, False]  # the kernel refuses to say it of a device that is set down


def arp_settings(device):
    """The values in force: of these settings the larger of the device's own and the one for all devices counts."""
    found = {}
    for name in ("arp_ignore", "arp_announce", "arp_filter", "rp_filter"):
        try:
            found[name] = max(read_number("/proc/sys/net/ipv4/conf/%s/%s" % (scope, name)) for scope in ("all", device))
        except (OSError, ValueError):
            pass
    return found


def read_number(path):
    with open(path) as file:
        return int(file.read())


def chosen(addresses):
    """By address the device by which this node's routes lead to it; without those that no route leads to."""
    found = {}
    text = "".join("route get %s\n" % address for address in addresses)
    if text:
        done = subprocess.run(["ip", "-o", "-force", "-batch", "-"], input=text.encode(), stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=10)
        for line in done.stdout.decode().splitlines():
            words = line.split()
            if "dev" in words[1:-1]:
                found[next(word for word in words if word in addresses)] = words[words.index("dev") + 1]
    return found


def hooks():
    """What may drop or change frames between a NIC and the stack: [device, what]. Firewalls of the stack itself are not here."""
    found = []
    found += netdev_chains(run("nft", "list", "chains"))
    for row in json.loads(run("tc", "-j", "qdisc", "show") or "[]"):
        if row.get("kind") not in PLAIN_QUEUES:
            found.append([row.get("dev", ""), "traffic control '%s'" % row.get("kind")])
    links = {row["ifname"]: row for row in json.loads(run("ip", "-j", "link", "show") or "[]") if "ifname" in row}
    for name, row in links.items():
        lower = links.get(row.get("link"))
        if row.get("xdp"):
            found.append([name, "an XDP program"])
        if lower is not None and row["mtu"] < lower["mtu"]:
            found.append([name, "MTU %d, while %s below it has %d" % (row["mtu"], row["link"], lower["mtu"])])
    return found


def netdev_chains(listed):
    """[device, what] of each chain that sees a NIC's frames before the stack does. The JSON output of nft 1.0.6 has not the device."""
    found, table, chain = [], "", ""
    for line in listed.splitlines():
        words = line.split()
        if words[:2] == ["table", "netdev"]:
            table = words[2]
        elif words[:1] == ["table"]:
            table = ""
        elif words[:1] == ["chain"]:
            chain = words[1]
        elif table and " hook " in line:
            devices = line.split("priority")[0].split("device", 1)[-1].replace(",", " ")
            found += [[word.strip('"'), "nftables chain 'netdev %s %s'" % (table, chain)]
                      for word in devices.split() if word.startswith('"')]
    return found


def run(*command):
    """Output of a command; what it complains of where it fails is no news: a device may be gone. Empty without the command."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=10)
    except FileNotFoundError:
        return ""
    return done.stdout.decode()


def ip_batch(lines):
    text = "".join(line + "\n" for line in lines)
    if text:
        subprocess.run(["ip", "-force", "-batch", "-"], input=text.encode(), stdout=subprocess.DEVNULL,
                       stderr=subprocess.DEVNULL, timeout=10)


def main(name):
    Station(name).serve()
