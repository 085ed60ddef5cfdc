# What the suite keeps on each node while it works there, see safety.Keepers: it holds the node's lease as long as the SSH connection
# lives, and opens, renews and replays the undo journal.
import fcntl
import json
import os
import subprocess
import sys
import time

GRACE = 5  # seconds from the loss of a run's connection to the replay of its journal


class Keeper:
    def __init__(self):
        self.lease, self.run, self.watcher = None, "", None

    def do_clock(self):
        return time.time()

    def do_acquire(self, run, who):
        """Take the lease; who holds it comes back where it is another's."""
        os.makedirs(home(), mode=0o700, exist_ok=True)
        if self.lease is None:
            file = open(os.path.join(home(), "lease"), "a+")
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                file.seek(0)
                text = file.read()
                file.close()
                return {"held": False, "by": json.loads(text) if text.strip() else {}}
            file.seek(0)
            file.truncate()
            since = time.strftime("%Y-%m-%d %H:%M:%S %Z")
            json.dump(dict(who, run=run, since=since, seen_from=os.environ.get("SSH_CONNECTION", "").split(" ")[0]), file)
            file.flush()
            self.lease, self.run = file, run
        return {"held": True}

    def mine(self):
        if self.lease is None:
            raise Refused("this connection does not hold the node's lease; it was lost with an earlier one")

    def do_managed(self, reaches, devices):
        return managed_of(os.environ.get("SSH_CONNECTION", ""), reaches, devices)

    def do_used(self, devices, ports):
        """By device, what others use it for. What lies on it may be a run's, as long as its journal is here."""
        if owner():
            return {}
        found = {device: users(device, ports) for device in devices}
        return {device: ", ".join(uses) for device, uses in found.items() if uses}

    def do_left(self):
        """The journal that an earlier run left, if any."""
        here = owner()
        return dict(here, kept=os.path.exists(os.path.join(run_folder(), "kept"))) if here else {}

    def do_open(self, program, text, seconds, tested, reaches, who):
        self.mine()
        folder = os.path.dirname(program)
        os.makedirs(folder, mode=0o755, exist_ok=True)
        if not os.path.exists(program):
            write(program, text)
        open_run(self.run, who, seconds, tested, os.environ.get("SSH_CONNECTION", ""), reaches)
        return self.arm(program)

    def arm(self, program):
        """Have somebody watch the deadline who does not depend on this connection."""
        command = [sys.executable or "python3", "-I", program, "watch", self.run]
        if self.systemd():
            unit = self.unit(self.run)
            done = subprocess.run(
                ["systemd-run", "--quiet", "--collect", "--unit=" + unit, "--on-active=1", "--timer-property=AccuracySec=1s",
                 "--property=Restart=on-failure"] + command,
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
            if done.returncode == 0:
                return "systemd timer " + unit
        self.watcher = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                                        cwd="/", start_new_session=True)
        return "detached process"

    @staticmethod
    def systemd():
        return os.path.isdir("/run/systemd/system") and os.readlink("/proc/1/ns/net") == os.readlink("/proc/self/ns/net")

    @staticmethod
    def unit(run):
        return "macvtap-lab-undo-%s" % run

    def disarm(self, run):
        """The journal is gone, and who watched it would go by himself within a second: but a run that is over leaves nothing at all."""
        try:
            if self.watcher and run == self.run:
                self.watcher.terminate()
                self.watcher.wait(5)
            elif self.systemd():
                subprocess.run(["systemctl", "--quiet", "stop", self.unit(run) + ".timer", self.unit(run) + ".service"],
                               stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=10)
        except (OSError, subprocess.SubprocessError):
            pass  # He does go by himself.

    def do_renew(self, seconds):
        self.mine()
        renew(self.run, seconds)

    def do_replay(self):
        self.mine()
        outcome = replay()
        if outcome["run"]:
            log(outcome)
            if not outcome["failed"]:
                self.disarm(outcome["run"])
        return outcome

    def do_keep(self):
        self.mine()
        write(os.path.join(run_folder(), "kept"), "")

    def leave(self):
        """The connection is gone. A run that has not closed its journal is dead; its node need not wait for the whole deadline."""
        try:
            here = owner()
            if self.lease is not None and here and here["run"] == self.run and not os.path.exists(
                    os.path.join(run_folder(), "kept")):
                renew(self.run, GRACE)
        finally:
            os._exit(0)


def main(name):
    keeper = Keeper()
    commands = Commands(keeper, keeper.leave)
    while True:
        commands.arrived(0)
