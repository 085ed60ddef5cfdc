# Part of the programs by which the suite keeps a node safe: by which devices is this node managed, and which does somebody else use?
# Found out here, on the node, as an inventory may be wrong. Such a device is never an uplink, never set down and never given another
# address.
import os


def route_device(address):
    words = output("ip", "-o", "route", "get", address).split()
    return words[words.index("dev") + 1] if "dev" in words else ""


def holder(address):
    """The device that has an address."""
    for row in table("ip", "-j", "addr", "show"):
        if any(entry.get("local") == address for entry in row.get("addr_info", [])):
            return row["ifname"]
    return ""


def network_mounts(mounts="/proc/self/mounts"):
    with open(mounts) as file:
        for line in file:
            source, point, kind, options = line.split()[:4]
            if kind.startswith("nfs"):
                server = [word[5:] for word in options.split(",") if word.startswith("addr=")]
                yield point, (server or [source.split(":")[0]])[0]


def below(device):
    """The devices that a device is made of, all the way down: a VLAN's NIC, a bond's and a bridge's members."""
    folder = "/sys/class/net/%s" % device
    if not os.path.isdir(folder):
        return []
    direct = [name[6:] for name in os.listdir(folder) if name.startswith("lower_")]
    return direct + [name for lower in direct for name in below(lower)]


def above(device):
    """What a device is a member of: bridge, bond, team, VRF."""
    try:
        master = os.path.basename(os.readlink("/sys/class/net/%s/master" % device))
    except OSError:
        return []
    return [master] + above(master)


def same_cable(device, kept):
    """Why a device must not be touched that is made of a managed one, as a VLAN or a macvlan of it; empty if it is not."""
    for lower in below(device):
        if lower in kept:
            return "it is on top of %s, on the same cable, and %s is kept: %s" % (lower, lower, kept[lower])
    return ""


def managed_of(connection, reaches, devices):
    """As managed; of these devices, also those that are made of a managed one."""
    found = managed(connection, reaches)
    reasons = {device: same_cable(device, found) for device in devices if device not in found}
    found.update({device: reason for device, reason in reasons.items() if reason})
    return found


def managed(connection, reaches):
    """Each device that must not be touched, with the reason. connection is SSH_CONNECTION; reaches are nodes behind this one."""
    roots = []
    words = connection.split()
    if len(words) == 4:
        roots += [(holder(words[2]), "SSH comes in by it (%s)" % words[2]), (route_device(words[0]), "the way back to %s" % words[0])]
    for family in ("-4", "-6"):
        for row in table("ip", "-j", family, "route", "show", "table", "all", "default"):
            for hop in row.get("nexthops", [row]):
                roots.append((hop.get("dev", ""), "it has a default route"))
    roots += [(route_device(server), "%s is mounted over it" % point) for point, server in network_mounts()]
    roots += [(route_device(address), "the way to %s" % address) for address in reaches]
    found = {}
    for device, reason in roots:
        if device and device != "lo":
            found.setdefault(device, reason)
            for other in above(device):
                found.setdefault(other, "%s is a member of it, and %s" % (device, reason))
    for device, reason in list(found.items()):
        for other in below(device):
            found.setdefault(other, "%s is on top of it, and %s" % (device, reason))
    return found


def guest_with(device):
    """The guest whose NIC a device is, in words; empty if it is nobody's."""
    for name in output("virsh", "-q", "--connect", "qemu:///system", "list", "--name").split():
        if device in output("virsh", "-q", "--connect", "qemu:///system", "domiflist", name).split():
            return " (guest %s)" % name
    return ""


def users(device, port):
    """What others have made of a device, in words: tests would take it from them. A port is the switch's, and a member by its nature."""
    try:
        entries = sorted(os.listdir("/sys/class/net/%s" % device))
    except OSError:
        return []
    masters = above(device)[:1]
    found = [] if port else ["it is a member of %s" % name for name in masters]
    if not masters and not port:
        # With a datapath in userspace, only Open vSwitch itself knows.
        found += ["it is a port of the Open vSwitch bridge %s" % name
                  for name in output("ovs-vsctl", "--timeout=10", "port-to-br", device).split()]
    tops = [name[6:] for name in entries if name.startswith("upper_") and name[6:] not in masters]
    return found + ["%s%s is on top of it" % (name, guest_with(name)) for name in tops]
