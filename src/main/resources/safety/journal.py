# The undo journal of a node. Before anything is changed, what puts it back is written here; closing the run, a deadline that passes
# or the next run carries it out, last change first, and compares the node with its state before the run.
#
# One folder for each network namespace, as that is what is changed:
#   lease   held by the run that works here, as long as its SSH connection lives
#   busy    shared by whoever changes something now, exclusive for the replay
#   run/    of the run: owner.json, snapshot.json, deadline, undo/NNNN-key.sh, log
import fcntl
import json
import os
import re
import shutil
import subprocess
import sys
import time

BASE = "/var/lib/macvtap-lab-undo"
PATIENCE = 120  # seconds that a replay waits for a change that is under way
SCRIPT = 90  # seconds that one reversal may take
SETTLE = 10  # seconds until carriers and libvirt have come to rest
POLL = 1  # seconds between looks at the deadline


class Refused(Exception):
    """Not done, for a reason that the user should read."""


def namespace():
    return re.sub(r"\D", "", os.readlink("/proc/self/ns/net"))


def home():
    return os.path.join(BASE, namespace())


def run_folder():
    return os.path.join(home(), "run")


def boot_time():
    """Seconds that no clock setting changes, and that go on while the machine sleeps."""
    with open("/proc/uptime") as file:
        return float(file.read().split()[0])


def boot_id():
    with open("/proc/sys/kernel/random/boot_id") as file:
        return file.read().strip()


def write(path, text):
    """All of it or nothing, also where the disk is full, the power fails, or another node's keeper writes the same file."""
    new = "%s.%d.new" % (path, os.getpid())
    try:
        with open(new, "w") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        os.replace(new, path)
    finally:
        if os.path.exists(new):
            os.unlink(new)


def read(path):
    with open(path) as file:
        return file.read()


class Lock:
    def __init__(self, name, kind, patience):
        self.path, self.kind, self.patience, self.file = os.path.join(home(), name), kind, patience, None

    def __enter__(self):
        self.file = open(self.path, "a")
        end = time.monotonic() + self.patience
        while True:
            try:
                fcntl.flock(self.file, self.kind | fcntl.LOCK_NB)
                return self
            except OSError:
                if time.monotonic() > end:
                    self.file.close()
                    raise Refused("%s is held by another for more than %d s" % (self.path, self.patience))
                time.sleep(0.1)

    def __exit__(self, *_):
        self.file.close()


def owner():
    """The run whose journal lies here, or None."""
    try:
        return json.loads(read(os.path.join(run_folder(), "owner.json")))
    except (OSError, ValueError):
        return None


def open_run(run, who, seconds, tested, connection, reaches):
    """Begin a journal: what must be put back is measured against the state of now."""
    os.makedirs(home(), mode=0o700, exist_ok=True)
    with Lock("busy", fcntl.LOCK_EX, PATIENCE):
        if owner():
            raise Refused("the journal of run %s lies here" % owner()["run"])
        new = run_folder() + ".new"
        shutil.rmtree(new, ignore_errors=True)
        os.makedirs(os.path.join(new, "undo"), mode=0o700)
        write(os.path.join(new, "snapshot.json"), json.dumps(snapshot(tested)))
        write(os.path.join(new, "owner.json"), json.dumps(
            {"run": run, "who": who, "tested": tested, "connection": connection, "reaches": reaches, "boot": boot_id()}))
        write(os.path.join(new, "deadline"), "%24.2f" % (boot_time() + seconds))
        os.rename(new, run_folder())


def set_deadline(seconds):
    """In place, so that it works where the disk is full: a node must not put itself back for that."""
    with open(os.path.join(run_folder(), "deadline"), "r+") as file:
        file.write("%24.2f" % (boot_time() + seconds))


def renew(run, seconds):
    if not owner() or owner()["run"] != run:
        raise Refused("the journal of this run is closed: it was not renewed in time, and what it had changed was put back")
    set_deadline(seconds)


def protect(devices):
    here = owner() or {"connection": "", "reaches": []}
    kept = managed_of(here["connection"], here["reaches"], devices)
    for device in devices:
        if device in kept:
            raise Refused("%s must not be touched: %s" % (device, kept[device]))


def record(key, devices, script):
    """Keep a reversal. The first of a key stays, as it knows the state before all changes."""
    protect(devices)
    with Lock("index", fcntl.LOCK_EX, 30):
        if not owner():
            raise Refused("no run has a journal open here; what has no journal may change nothing")
        folder = os.path.join(run_folder(), "undo")
        names = sorted(os.listdir(folder))
        if not any(name[5:-3] == key for name in names):
            number = int(names[-1][:4]) + 1 if names else 1
            write(os.path.join(folder, "%04d-%s.sh" % (number, key)), script)


def carry_out(path):
    try:
        done = subprocess.run(["sh", "-u", path], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              universal_newlines=True, timeout=SCRIPT, cwd="/")
    except subprocess.TimeoutExpired:
        return "not over within %d s" % SCRIPT
    return "" if done.returncode == 0 else "exit status %d: %s" % (done.returncode, done.stdout.strip()[-400:])


def undo(key):
    """Take one change back now."""
    with Lock("busy", fcntl.LOCK_SH, PATIENCE):
        folder = os.path.join(run_folder(), "undo")
        for name in [name for name in os.listdir(folder) if name[5:-3] == key]:
            failure = carry_out(os.path.join(folder, name))
            if failure:
                raise Refused("'%s' cannot be taken back: %s" % (key, failure))
            os.unlink(os.path.join(folder, name))


def ours(name):
    return name.startswith(OURS)


def replay():
    """Put everything back and compare. What could not be put back stays in the journal."""
    with Lock("busy", fcntl.LOCK_EX, PATIENCE):
        here = owner()
        if not here:
            return {"run": "", "undone": 0, "failed": [], "wrong": [], "notes": []}
        folder = os.path.join(run_folder(), "undo")
        failed, undone = [], 0
        # A machine that was restarted has forgotten what was changed, but not its files.
        for name in sorted((name for name in os.listdir(folder) if name.endswith(".sh")), reverse=True):
            failure = carry_out(os.path.join(folder, name))
            if failure:
                failed.append("%s: %s" % (name[5:-3], failure))
            else:
                undone += 1
                os.unlink(os.path.join(folder, name))
        before = json.loads(read(os.path.join(run_folder(), "snapshot.json")))
        strict = set(here["tested"]) | set(managed(here["connection"], here["reaches"]))
        end = time.monotonic() + SETTLE
        while True:
            wrong, notes = differences(before, snapshot(here["tested"]), strict, ours)
            if not wrong or here["boot"] != boot_id() or time.monotonic() > end:
                break
            time.sleep(0.3)
        if here["boot"] != boot_id():
            wrong, notes = [], wrong + notes
        if not failed:
            shutil.rmtree(run_folder())
        return {"run": here["run"], "undone": undone, "failed": failed, "wrong": wrong, "notes": notes}


def overdue():
    here = owner()
    if not here:
        return False
    try:
        return boot_time() > float(read(os.path.join(run_folder(), "deadline"))) or here["boot"] != boot_id()
    except OSError:
        return False


def log(outcome):
    """For a person who wonders later. A full disk must not make a replay that is over look like a failure."""
    try:
        with open(os.path.join(home(), "replayed.log"), "a") as file:
            file.write("%s %s\n" % (time.strftime("%Y-%m-%dT%H:%M:%S%z"), json.dumps(outcome)))
    except OSError as error:
        print("undo journal: no log of the replay: %s" % error, file=sys.stderr)


def watch(run):
    """Live until the run's journal is gone or kept; replay it when its deadline has passed."""
    while owner() and owner()["run"] == run and not os.path.exists(os.path.join(run_folder(), "kept")):
        if overdue():
            log(replay())
            break
        time.sleep(POLL)


def main_of_file(argv):
    try:
        if argv[0] == "record":
            devices, rest = [], argv[1:]
            while rest[0] == "--touch":
                devices.append(rest[1])
                rest = rest[2:]
            record(rest[0], devices, sys.stdin.read())
        elif argv[0] == "undo":
            undo(argv[1])
        elif argv[0] == "watch":
            watch(argv[1])
        elif argv[0] == "replay":
            outcome = replay()
            log(outcome)
            print(json.dumps(outcome))
            return 1 if outcome["failed"] or outcome["wrong"] else 0
        else:
            raise Refused("usage: record [--touch DEVICE]... KEY <SCRIPT | undo KEY | watch RUN | replay")
    except (Refused, OSError) as refusal:
        print("undo journal: %s" % refusal, file=sys.stderr)
        return 3
    return 0
