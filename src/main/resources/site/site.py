# What a node's site has set up around the interfaces of the tests, as one JSON object. Reads only. It follows netstate.py, whose
# functions it uses; the last line of the program calls look with the names of the interfaces.


def text(path):
    try:
        with open(path) as file:
            return file.read().strip()
    except OSError:
        return ""


def conf(family, device, name):
    return text("/proc/sys/net/%s/conf/%s/%s" % (family, device, name))


def programs():
    """By name, the arguments of the processes of this network namespace that may own interfaces."""
    found = {}
    for number in filter(str.isdigit, os.listdir("/proc")):
        name = text("/proc/%s/comm" % number)
        if name in ("NetworkManager", "systemd-network", "dhcpcd", "dhclient"):
            try:
                here = os.readlink("/proc/%s/ns/net" % number) == os.readlink("/proc/self/ns/net")
            except OSError:
                continue
            if here:
                found.setdefault(name, []).extend(text("/proc/%s/cmdline" % number).split("\0")[1:])
    return found


def owner_of(device, running, states):
    """The program that gives the interface addresses or routes, and what it calls the interface's state; two empty words if none."""
    state = states.get(device, "")
    if state and state != "unmanaged" and "externally" not in state:
        return "NetworkManager", state
    if "systemd-network" in running:
        link = text("/run/systemd/netif/links/%s" % text("/sys/class/net/%s/ifindex" % device))
        state = dict(line.split("=", 1) for line in link.splitlines() if "=" in line).get("ADMIN_STATE", "")
        if state and state != "unmanaged":
            return "systemd-networkd", state
    for name in ("dhcpcd", "dhclient"):
        arguments = running.get(name, [])
        named = [word for word in arguments if os.path.isdir("/sys/class/net/%s" % word)]
        if device in named or (name in running and not named):
            return name, "running"
    return "", ""


def port(device):
    folder = "/sys/class/net/%s/brport" % device
    if not os.path.isdir(folder):
        return None
    return {"bridge": os.path.basename(os.path.realpath(folder + "/bridge")),
            "state": text(folder + "/state"), "isolated": text(folder + "/isolated"),
            "stp": text(folder + "/bridge/bridge/stp_state"), "forward_delay": text(folder + "/bridge/bridge/forward_delay")}


def look(names):
    devices = [name for name in names if os.path.isdir("/sys/class/net/%s" % name)]
    running = programs()
    states = {}
    if "NetworkManager" in running:
        lines = output("nmcli", "-t", "-f", "DEVICE,STATE", "device").splitlines()
        states = dict(line.rsplit(":", 1) for line in lines if ":" in line)
    rules = output("nft", "-j", "list", "ruleset").strip()
    # The older program would load its modules; it is asked only where they are in use.
    legacy = {family: output(command + "-legacy-save", "-t", "filter") or output(command + "-save", "-t", "filter")
              for family, command in (("ip", "iptables"), ("ip6", "ip6tables"))
              if "filter" in text("/proc/net/%s_tables_names" % family).split()}
    found = {}
    for device in devices:
        routes = [row.get("dst", "") for family in ("-4", "-6")
                  for row in table("ip", "-j", family, "route", "show", "table", "all", "dev", device)
                  if row.get("protocol") not in ("kernel", "ra") and row.get("type", "unicast") == "unicast"]
        found[device] = {
            "owner": owner_of(device, running, states), "mtu": text("/sys/class/net/%s/mtu" % device),
            "disable_ipv6": conf("ipv6", device, "disable_ipv6"),
            "rp_filter": {"all": conf("ipv4", "all", "rp_filter"), "interface": conf("ipv4", device, "rp_filter")},
            "routes": routes, "port": port(device)}
    return {
        "devices": found,
        "bridge_netfilter": {family: text("/proc/sys/net/bridge/bridge-nf-call-%s" % family)
                             for family in ("iptables", "ip6tables", "arptables")},
        "rules": json.loads(rules)["nftables"] if rules else [],
        "legacy": legacy,
        "firewalld": output("firewall-cmd", "--state").strip() == "running",
        "ufw": output("ufw", "status").startswith("Status: active")}
