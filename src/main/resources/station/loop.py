# Part of the station, see station.py. Waits for sockets and commands, and calls who reads them.
import selectors
import time
import traceback


class Loop:
    """
    One thread: sockets, and commands from standard input. A reader that fails on what the segment sent does not end the station:
    that is counted in 'faults' and reported, and a reader that does nothing but fail is no longer called.
    """

    COMMANDS, PATIENCE, DIFFERENT = 0, 1000, 20

    def __init__(self):
        self.selector = selectors.DefaultSelector()
        self.faults, self.failing = {}, {}

    def watch(self, readable, action):
        try:
            self.selector.register(readable, selectors.EVENT_READ, action)
        except KeyError:
            pass

    def forget(self, readable):
        try:
            self.selector.unregister(readable)
        except (KeyError, ValueError):
            pass

    def run_until(self, end, done=lambda: False):
        """What is waiting when the end has come, or had come before, is taken in all the same: unread is not unanswered."""
        while not done():
            left = end - time.monotonic()
            self.once(max(left, 0))
            if left <= 0:
                return

    def once(self, timeout=None):
        for key, _ in self.selector.select(timeout):
            # What came before it may have closed this one, or given it another action.
            if self.selector.get_map().get(key.fd) is key:
                self.call(key)

    def call(self, key):
        try:
            key.data(key.fileobj)
            self.failing.pop(key.fd, None)
        except Exception as error:
            if key.fd == self.COMMANDS:
                raise  # without its commands a station is of no use, and must not stay
            self.fault(error)
            self.failing[key.fd] = self.failing.get(key.fd, 0) + 1
            if self.failing[key.fd] >= self.PATIENCE:
                self.fault(RuntimeError("a reader failed %d times in a row and is no longer called" % self.PATIENCE))
                self.forget(key.fileobj)
                del self.failing[key.fd]

    def fault(self, error):
        last = traceback.extract_tb(error.__traceback__)[-1:]
        text = "%s: %s%s" % (type(error).__name__, error, "".join(" (in %s)" % frame.name for frame in last))
        if text in self.faults or len(self.faults) < self.DIFFERENT:
            self.faults[text] = self.faults.get(text, 0) + 1
