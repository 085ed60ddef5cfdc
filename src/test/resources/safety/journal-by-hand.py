# Puts the undo journal through its paces in a folder of its own, with made-up devices. One line for each: what | outcome.
import copy
import os
import sys

folder, base = sys.argv[1:3]
for name in ("netstate.py", "guard.py", "journal.py", "keeper.py"):
    with open(os.path.join(folder, name)) as file:
        exec(compile(file.read(), name, "exec"))

BASE = base
SETTLE = 0
trace = os.path.join(base, "trace")
STATE = {
    "devices": {"data0": {"mtu": 1500, "kind": "veth"}, "wan0": {"mtu": 1500}},
    "routes": {"data0": ["-4 10.0.0.0/8"]}, "firewall": {"inet site": ["x"]}, "switches": [], "guests": {"billing-db": "running"}}
now = copy.deepcopy(STATE)


def snapshot(tested):
    return copy.deepcopy(now)


def managed(connection, reaches):
    return {"wan0": "it has a default route"}


def below(device):
    return {"wan0.7": ["wan0"], "data0": ["data1"]}.get(device, [])


def say(what, outcome):
    print("%s | %s" % (what, outcome))


def refusal(action, *arguments):
    try:
        action(*arguments)
    except Refused as refused:
        return str(refused)
    return "not refused"


def begin(run="0a", seconds=60):
    global now
    now = copy.deepcopy(STATE)
    open_run(run, {}, seconds, ["data0"], "", [])


def traced():
    text = read(trace).split() if os.path.exists(trace) else []
    if os.path.exists(trace):
        os.unlink(trace)
    return " ".join(text)


def entries():
    return len(os.listdir(os.path.join(run_folder(), "undo")))


begin()
record("one", ["data0"], "echo first >>%s" % trace)
record("two", ["data0"], "echo second >>%s" % trace)
replay()
say("last change is undone first", traced())

begin()
record("one", [], "echo old >>%s" % trace)
record("one", [], "echo new >>%s" % trace)
replay()
say("first reversal of a key stays", traced())

begin()
record("a", [], "echo a >>%s" % trace)
record("b", [], "echo b >>%s" % trace)
undo("b")
taken = traced()
replay()
say("one change taken back alone", "%s; left: %s" % (taken, traced()))

say("no record without an open run", refusal(record, "a", [], "true"))
begin()
say("managed device is refused", refusal(record, "a", ["data0", "wan0"], "true"))
say("VLAN of a managed device is refused", refusal(record, "a", ["data0", "wan0.7"], "true"))
say("refused record leaves no entry", entries())
replay()

begin()
record("good", [], "true")
record("bad", [], "test -e %s/mended" % base)
outcome = replay()
say("failing reversal stays for the next replay", "failed %d, undone %d, journal %s" % (
    len(outcome["failed"]), outcome["undone"], "kept" if owner() else "gone"))
open(os.path.join(base, "mended"), "w").close()
outcome = replay()
say("next replay carries it out", "failed %d, undone %d, journal %s" % (
    len(outcome["failed"]), outcome["undone"], "kept" if owner() else "gone"))

begin(seconds=60)
say("run that goes on is not overdue", overdue())
say("second run cannot open", refusal(open_run, "0b", {}, 60, [], "", []))
renew("0a", -1)
say("run that is not renewed is overdue", overdue())
renew("0a", 60)
say("renewed run is not overdue", overdue())
here = owner()
write(os.path.join(run_folder(), "owner.json"), json.dumps(dict(here, boot="another")))
say("run of another boot is overdue", overdue())
replay()
say("closed run cannot be renewed", refusal(renew, "0a", 60))


def seen(what, change):
    begin()
    change(now)
    outcome = replay()
    say(what, "; ".join(outcome["wrong"] + ["note: " + note for note in outcome["notes"]]))


seen("tested device that is not as before", lambda state: state["devices"]["data0"].update(mtu=1400))
seen("device of ours that is left", lambda state: state["devices"].update(mvlbr0={}))
seen("macvtap of ours that is left", lambda state: state["devices"].update(macvtap7={"kind": "macvtap", "link": "data0"}))
seen("device of others", lambda state: state["devices"].update(veth9={}))
seen("route that is gone", lambda state: state["routes"]["data0"].clear())
seen("table of ours that is left", lambda state: state["firewall"].update({"inet macvtap_lab_drop_1": []}))
seen("table of others", lambda state: state["firewall"]["inet site"].append("y"))
seen("guest of others", lambda state: state["guests"].update({"billing-db": "shut off"}))

now = copy.deepcopy(STATE)
keeper = Keeper()
keeper.systemd = lambda: False  # where these tests run there may be one, and it is none of theirs
keeper.do_acquire("0c", {})
keeper.do_open(os.path.join(base, "bin", "watcher.py"), "import time; time.sleep(60)", 60, ["data0"], [], {})
say("watcher of an open run", "there" if keeper.watcher.poll() is None else "gone")
keeper.do_replay()
say("watcher of a closed run", "there" if keeper.watcher.poll() is None else "gone")
