# The meter: runs load tools and their servers on one node, and reads the node's counters meanwhile. It speaks JSON, one object a
# line, on standard input and output, and lives exactly as long as its input is open; what it has started ends with it.
# Python 3.6 or newer. It writes nothing but files in a directory of its own under /run, which it removes.
import os
import selectors
import shutil
import signal
import subprocess
import tempfile
import time

TICK = os.sysconf("SC_CLK_TCK")
# proc(5), /proc/stat: user nice system idle iowait irq softirq steal guest guest_nice; the last two are part of user and nice.
BUSY, SOFTIRQ = (0, 1, 2, 5, 6, 7), (5, 6)
LONGEST_OUTPUT = 4 << 20


class Meter:
    def __init__(self, name):
        self.name = name
        self.selector = selectors.DefaultSelector()
        self.selector.register(0, selectors.EVENT_READ, Commands(self, self.leave).arrived)
        self.children, self.folder = [], None
        self.every, self.next, self.devices, self.threads, self.series = 0.0, None, [], {}, []

    def serve(self):
        while True:
            self.once()

    def once(self, timeout=None):
        """One turn: what has come, and a reading when it is time for one."""
        if self.next is not None:
            left = max(0.0, self.next - time.monotonic())
            timeout = left if timeout is None else min(left, timeout)
        for key, _ in self.selector.select(timeout):
            key.data(key.fileobj)
        if self.next is not None and time.monotonic() >= self.next:
            self.series.append(self.reading())
            # Not one after the other to catch up where the node was busy.
            self.next = max(self.next + self.every, time.monotonic() + self.every / 2)

    def leave(self, *_):
        self.end_children()
        os._exit(0)

    # --- clocks -------------------------------------------------------------------------------------------------

    def do_clock(self):
        return {"monotonic": time.monotonic(), "wall": time.time()}

    # --- readings -----------------------------------------------------------------------------------------------

    def do_begin(self, devices, guests, every):
        """Take readings of devices' counters, and of CPU time where guests are named, until 'end'; between the two only if told how often."""
        self.devices = [name for name in os.listdir("/sys/class/net") if name != "lo"] if devices == ["*"] else devices
        self.threads = self.find_threads(guests) if guests is not None else None
        self.series, self.every = [self.reading()], every
        self.own = time.process_time()
        self.next = None if every is None else time.monotonic() + every
        return sorted(set(self.threads.values())) if self.threads is not None else []

    def do_end(self):
        self.series.append(self.reading())
        self.next = None
        spent = time.process_time() - self.own
        series, self.series = self.series, []
        return {"series": series, "own": spent}

    def reading(self):
        """Seconds, by device [bytes in, packets in, bytes out, packets out], by component CPU seconds since some start."""
        counters = {device: [number("/sys/class/net/%s/statistics/%s" % (device, what))
                             for what in ("rx_bytes", "rx_packets", "tx_bytes", "tx_packets")] for device in self.devices}
        return [time.monotonic(), counters, self.cpu() if self.threads is not None else {}]

    def cpu(self):
        with open("/proc/stat") as stat:
            fields = [int(field) for field in stat.readline().split()[1:]]
        spent = {"busy": sum(fields[i] for i in BUSY) / TICK, "softirq": sum(fields[i] for i in SOFTIRQ) / TICK}
        for path, component in self.threads.items():
            try:
                with open(path) as stat:
                    text = stat.read()
            except OSError:
                continue  # the thread has ended
            # The name in parentheses may contain blanks; utime and stime are fields 14 and 15.
            after = text[text.rindex(")") + 2:].split()
            spent[component] = spent.get(component, 0) + (int(after[11]) + int(after[12])) / TICK
        return spent

    @staticmethod
    def find_threads(guests, proc="/proc"):
        """By the path of its counters, what each thread that carries traffic is: of these guests' QEMU, vhost, Open vSwitch."""
        found, names, workers = {}, {}, set()
        for pid in filter(str.isdigit, os.listdir(proc)):
            try:
                with open("%s/%s/cmdline" % (proc, pid), "rb") as cmdline:
                    words = cmdline.read().decode("utf-8", "replace").split("\0")
                with open("%s/%s/comm" % (proc, pid)) as comm:
                    names[pid] = comm.read().strip()
            except OSError:
                continue
            # QEMU has '-name guest=NAME,...'; others may speak of the guest, too.
            option = words[words.index("-name") + 1] if "-name" in words[:-1] else ""
            if option.startswith("guest=") and option[6:].split(",")[0] in guests:
                # Since Linux 6.4 vhost's workers are threads of QEMU; before, of the kernel, with QEMU's number in their names.
                for thread, name in threads(proc, pid):
                    found["%s/%s/task/%s/stat" % (proc, pid, thread)] = (
                        "vcpu" if name.startswith("CPU ") else "vhost" if name.startswith("vhost-") else "qemu")
                workers.add("vhost-" + pid)
            elif names[pid].startswith("ovs-vswitchd"):
                for thread, _ in threads(proc, pid):
                    found["%s/%s/task/%s/stat" % (proc, pid, thread)] = "openvswitch"
        found.update(("%s/%s/stat" % (proc, pid), "vhost") for pid, name in names.items() if name in workers)
        return found

    # --- programs -----------------------------------------------------------------------------------------------

    def do_run(self, scripts, limit):
        """Run scripts at the same time to their ends, taking readings meanwhile; times are of this node's monotonic clock."""
        runs = [Run(self, script) for script in scripts]
        last = time.monotonic() + limit
        while not all(run.over() for run in runs):
            left = last - time.monotonic()
            if left <= 0:
                for run in runs:
                    end_group(run.child)
                left = 0.5
            self.once(min(left, 0.5))
        return [run.result() for run in runs]

    def do_serve(self, files, programs):
        """
        Write files into a directory of our own and start programs that serve until 'unserve'; @ stands for the directory. Each is
        [[words], port that it listens on].
        """
        self.end_children()
        self.folder = tempfile.mkdtemp(prefix="macvtap-lab-", dir="/run")
        os.chmod(self.folder, 0o755)
        for name, content in files.items():
            path = os.path.join(self.folder, name)
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w") as file:
                file.write("x" * content if isinstance(content, int) else content.replace("@", self.folder))
        for words, port in programs:
            words = [word.replace("@", self.folder) for word in words]
            log = open(os.path.join(self.folder, "log-%d" % port), "wb")
            try:
                child = subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True)
            except FileNotFoundError:
                raise RuntimeError("there is no program '%s' on this node" % words[0])
            self.children.append(child)
            self.await_port(child, port, words[0])
        return True

    def await_port(self, child, port, name):
        end = time.monotonic() + 15
        while not listening(port):
            if child.poll() is not None or time.monotonic() > end:
                with open(os.path.join(self.folder, "log-%d" % port), "rb") as log:
                    said = log.read().decode("utf-8", "replace").strip()
                raise RuntimeError("%s does not listen on port %d: %s" % (name, port, said[-300:] or "it says nothing"))
            self.once(0.05)

    def do_unserve(self):
        self.end_children()
        return True

    def end_children(self):
        for child in self.children:
            end_group(child)
        for child in self.children:
            try:
                child.wait(5)
            except subprocess.TimeoutExpired:
                pass
        self.children = []
        if self.folder:
            shutil.rmtree(self.folder, ignore_errors=True)
            self.folder = None


class Run:
    """A script that runs, and what it says."""

    def __init__(self, meter, script):
        self.meter = meter
        self.child = subprocess.Popen(["sh", "-c", script], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                      stderr=subprocess.PIPE, start_new_session=True)
        self.start, self.wall, self.end, self.step = time.monotonic(), time.time(), None, 0.0
        self.texts = {self.child.stdout: [], self.child.stderr: []}
        meter.children.append(self.child)
        for pipe in self.texts:
            meter.selector.register(pipe, selectors.EVENT_READ, self.arrived)

    def arrived(self, pipe):
        data = os.read(pipe.fileno(), 65536)
        if data and sum(map(len, self.texts[pipe])) < LONGEST_OUTPUT:
            self.texts[pipe].append(data)
        if not data:
            self.meter.selector.unregister(pipe)
            pipe.close()
            if all(other.closed for other in self.texts):
                self.end = time.monotonic()
                self.step = time.time() - self.wall - (self.end - self.start)

    def over(self):
        return self.end is not None

    def result(self):
        status = self.child.wait()
        self.meter.children.remove(self.child)
        out, error = (b"".join(self.texts[pipe]).decode("utf-8", "replace") for pipe in (self.child.stdout, self.child.stderr))
        return {"status": status, "out": out, "err": error, "start": self.start, "end": self.end, "step": self.step}


def threads(proc, pid):
    found = []
    for thread in os.listdir("%s/%s/task" % (proc, pid)):
        try:
            with open("%s/%s/task/%s/comm" % (proc, pid, thread)) as comm:
                found.append((thread, comm.read().strip()))
        except OSError:
            continue
    return found


def end_group(child):
    if child.poll() is None:
        try:
            os.killpg(child.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass


def listening(port):
    """Whether a TCP socket listens on a port: state 0A in proc's table."""
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        try:
            with open(table) as lines:
                for line in lines:
                    fields = line.split()
                    if fields[3] == "0A" and fields[1].endswith(":%04X" % port):
                        return True
        except OSError:
            continue
    return False


def number(path):
    try:
        with open(path) as file:
            return int(file.read())
    except OSError:
        return -1  # the device is gone


def main(name):
    meter = Meter(name)
    signal.signal(signal.SIGTERM, meter.leave)
    signal.signal(signal.SIGHUP, meter.leave)
    meter.serve()
