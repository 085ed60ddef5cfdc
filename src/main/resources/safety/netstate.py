# Part of the programs by which the suite keeps a node safe, see safety.UndoJournal: what a node's network is made of, in a form that
# can be compared. Counters, ages and numbers that the kernel gives out anew are left out.
import json
import os
import shutil
import subprocess

OURS = ("mvl", "macvtap_lab", "mvlab-")
SETTINGS = ["ipv4/%s" % name for name in ("rp_filter", "arp_ignore", "arp_announce", "arp_filter", "forwarding", "proxy_arp")] + \
    ["ipv6/%s" % name for name in ("accept_ra", "autoconf", "disable_ipv6", "keep_addr_on_down", "forwarding", "accept_dad")]


def output(*argv):
    """What a command prints; empty if it is missing or fails, as an empty table is."""
    if not shutil.which(argv[0]):
        return ""
    done = subprocess.run(argv, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                          universal_newlines=True, timeout=30)
    return done.stdout if done.returncode == 0 else ""


def table(*argv):
    text = output(*argv).strip()
    return [row for row in json.loads(text) if row] if text else []


def link(row):
    info = row.get("linkinfo", {})
    kept = {key: row[key] for key in ("mtu", "operstate", "address", "master", "link", "txqlen") if key in row}
    # The carrier comes and goes with the cable, as operstate says; these are what somebody has set.
    kept["flags"] = sorted(set(row.get("flags", [])) - {"LOWER_UP", "NO-CARRIER", "M-DOWN"})
    kept["kind"] = info.get("info_kind", "")
    kept["port"] = {key: value for key, value in info.get("info_slave_data", {}).items()
                    if key in ("hairpin", "isolated", "learning", "flood", "mcast_flood", "state", "guard", "neigh_suppress")}
    # With spanning tree, a port is on its way for a while after its link came back.
    if kept["port"].get("state") in ("listening", "learning"):
        kept["port"]["state"] = "forwarding"
    kept["promiscuity"] = row.get("promiscuity", 0)
    return kept


def addresses(row):
    return sorted("%s/%s %s" % (entry["local"], entry["prefixlen"], entry.get("scope", ""))
                  for entry in row.get("addr_info", [])
                  if "local" in entry and not entry.get("dynamic") and not entry.get("temporary"))


def route(row):
    kept = {key: value for key, value in row.items() if key not in ("flags", "expires", "pref", "protocol", "cache", "metrics")}
    return " ".join("%s %s" % item for item in sorted(kept.items()))


def plain(value):
    """A rule set without counters and handles."""
    if isinstance(value, dict):
        return {key: plain(entry) for key, entry in value.items() if key not in ("handle", "packets", "bytes")}
    return [plain(entry) for entry in value] if isinstance(value, list) else value


def firewall():
    text = output("nft", "-j", "list", "ruleset").strip()
    tables = {}
    for entry in json.loads(text).get("nftables", []) if text else []:
        for kind, what in entry.items():
            if kind != "metainfo":
                name = "%s %s" % (what.get("family", ""), what["name"] if kind == "table" else what.get("table", ""))
                tables.setdefault(name, []).append(json.dumps({kind: plain(what)}, sort_keys=True))
    return tables


def settings(device):
    found = {}
    for name in SETTINGS:
        try:
            with open("/proc/sys/net/%s/conf/%s/%s" % (*name.split("/")[:1], device, name.split("/")[1])) as file:
                found[name] = file.read().strip()
        except OSError:
            pass
    return found


def offloads(device):
    lines = [line.split(":", 1) for line in output("ethtool", "-k", device).splitlines()[1:] if ":" in line]
    return {key.strip(): value.split()[0] for key, value in lines if value.split()}


def guests():
    lines = output("virsh", "-q", "--connect", "qemu:///system", "list", "--all").splitlines()
    return {words[1]: " ".join(words[2:]) for words in (line.split(None, 2) for line in lines) if len(words) == 3}


def snapshot(tested):
    """All of it; in full depth for the devices that the lab tests with."""
    devices = {row["ifname"]: link(row) for row in table("ip", "-j", "-d", "link", "show")}
    for row in table("ip", "-j", "addr", "show"):
        devices.setdefault(row["ifname"], {})["addresses"] = addresses(row)
    for device in tested:
        if device in devices:
            devices[device].update(settings=settings(device), offloads=offloads(device))
    routes = {}
    for family in ("-4", "-6"):
        # Routes and addresses by router advertisement come and go with the router's timers, not by anybody's hand.
        for row in (row for row in table("ip", "-j", family, "route", "show", "table", "all") if row.get("protocol") != "ra"):
            routes.setdefault(row.get("dev", ""), []).append("%s %s" % (family, route(row)))
    return {
        "devices": devices,
        "routes": {device: sorted(rows) for device, rows in routes.items()},
        "firewall": firewall(),
        "switches": sorted(output("ovs-vsctl", "--timeout=10", "list-br").split()),
        "guests": guests(),
    }


def differences(before, after, strict, ours):
    """What is not as it was: (what must be, what others may have changed meanwhile), each in words."""
    wrong, notes = [], []
    for what in ("devices", "routes", "firewall", "guests"):
        for name in sorted(set(before[what]) | set(after[what])):
            was, now = before[what].get(name), after[what].get(name)
            if was != now:
                # A macvtap of the kernel's naming is ours where it lies on what we test with.
                lower = now.get("link") if isinstance(now, dict) and what == "devices" else None
                must = name in strict or ours(name.split(" ")[-1]) or lower in strict
                (wrong if must else notes).append("%s %s: %s" % (what, name, change(was, now)))
    for name in sorted(set(before["switches"]) ^ set(after["switches"])):
        (wrong if ours(name) else notes).append(
            "Open vSwitch bridge %s: %s" % (name, "gone" if name in before["switches"] else "new"))
    return wrong, notes


def change(was, now):
    if was is None:
        return "new"
    if now is None:
        return "gone"
    if isinstance(was, dict) and isinstance(now, dict):
        keys = [key for key in sorted(set(was) | set(now)) if was.get(key) != now.get(key)]
        return "; ".join("%s was %s, is %s" % (key, was.get(key), now.get(key)) for key in keys)
    if isinstance(was, list) and isinstance(now, list):
        return "; ".join(["lacks %s" % entry for entry in was if entry not in now]
                         + ["has %s besides" % entry for entry in now if entry not in was]) or "in another order"
    return "was %s, is %s" % (was, now)
