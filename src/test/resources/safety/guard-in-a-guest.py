# Makes bonds, VLANs, bridges and the like in a guest, whose kernel has them all, and says what the guard finds. It follows the guard's
# own sources in one program. One line for each: what | outcome.
import subprocess
import tempfile


def ip(line):
    subprocess.run(["ip"] + line.split(), check=True)


for module in ("dummy", "bonding", "8021q", "bridge", "macvtap", "vrf"):
    subprocess.run(["modprobe", module], check=True)
for name in ("ea", "eb", "ec", "ed", "ee", "ef", "eg", "eh"):
    ip("link add %s type dummy" % name)
ip("link add bond7 type bond mode active-backup")
ip("link set ea master bond7")
ip("link set eb master bond7")
ip("link add br7 type bridge")
ip("link set ec master br7")
ip("link add vrf7 type vrf table 50")
ip("link set ed master vrf7")
for name in ("ea", "eb", "ec", "ed", "ee", "ef", "eg", "eh", "bond7", "br7", "vrf7"):
    ip("link set %s up" % name)
ip("link add link bond7 name bond7.7 type vlan id 7")
ip("link add link ee name ee.9 type vlan id 9")
ip("link add link ef name tap7 type macvtap mode bridge")
ip("link add link eg name eg.8 type macvlan")
ip("link set bond7.7 up")
ip("addr add 203.0.113.1/28 dev bond7.7")
ip("route add default via 203.0.113.2 dev bond7.7 metric 500")
ip("addr add 203.0.113.17/28 dev br7")
ip("addr add 203.0.113.33/28 dev ed")
ip("route add default via 203.0.113.34 dev ed table 50")
ip("addr add 203.0.113.49/28 dev eg")
ip("-6 addr add 2001:db8:7::1/64 dev eh nodad")

with tempfile.NamedTemporaryFile("w", suffix=".mounts") as mounts:
    mounts.write("overlay / overlay rw,relatime 0 0\n"
                 "203.0.113.50:/srv/root /mnt/root nfs rw,relatime,vers=3,proto=tcp,mountaddr=203.0.113.50,addr=203.0.113.50 0 0\n"
                 "[2001:db8:7::5]:/home /home nfs4 rw,vers=4.2,clientaddr=2001:db8:7::1,addr=2001:db8:7::5 0 0\n")
    mounts.flush()
    found = list(network_mounts(mounts.name))
print("network file systems | %s" % found)
network_mounts = lambda: found

kept = managed("203.0.113.18 40000 203.0.113.17 22", ["203.0.113.35"])
for name in ("bond7.7", "bond7", "ea", "eb", "br7", "ec", "ed", "vrf7", "eg", "eh", "ee", "ef", "tap7"):
    print("%s is managed by | %s" % (name, kept.get(name, "not")))
print("eg.8 is managed by | %s" % same_cable("eg.8", kept))
for name in ("ea", "ec", "ed", "ee", "ef", "eg"):
    print("%s is used | %s" % (name, ", ".join(users(name, False)) or "not"))
print("ec, a switch's port, is used | %s" % (", ".join(users("ec", True)) or "not"))
