# Shows the meter a process table that was made up, in a folder of its own; vhost as Linux has it before 6.4, and since. One line for
# each thread that it counts: number | component.
import os
import sys

source, proc = sys.argv[1:3]
with open(source) as file:
    exec(compile(file.read(), "meter.py", "exec"))


def process(pid, comm, cmdline="", tasks=()):
    for folder, name in [(str(pid), comm)] + [("%d/task/%d" % (pid, task), name) for task, name in [(pid, comm)] + list(tasks)]:
        os.makedirs(os.path.join(proc, folder))
        with open(os.path.join(proc, folder, "comm"), "w") as file:
            file.write(name + "\n")
    with open(os.path.join(proc, str(pid), "cmdline"), "w") as file:
        file.write(cmdline.replace(" ", "\0"))


process(100, "qemu-system-x86", "qemu -name guest=g1,debug-threads=on", [(101, "CPU 0/KVM"), (102, "IO iothread1")])
process(110, "vhost-100")
process(200, "qemu-system-x86", "qemu -name guest=g2,debug-threads=on", [(201, "CPU 0/TCG"), (202, "vhost-200")])
process(300, "qemu-system-x86", "qemu -name guest=billing-db,debug-threads=on", [(301, "CPU 0/KVM"), (302, "vhost-300")])
process(310, "vhost-300")
process(400, "ovs-vswitchd", "ovs-vswitchd", [(401, "pmd-c01")])
process(500, "pgrep", "pgrep -f guest=g1,")
os.makedirs(os.path.join(proc, "sys"))

for path, component in sorted(Meter.find_threads(["g1", "g2"], proc).items()):
    print("%s | %s" % (path[len(proc) + 1:-len("/stat")], component))
