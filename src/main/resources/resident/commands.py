# Part of every program that the suite keeps on a node, see shell.Residents: takes commands, one JSON object a line, from standard
# input, and answers each on standard output.
import json
import os
import sys
import traceback


class Commands:
    """Hands each command to the method do_NAME of a service; the end of the input is the end of the program."""

    def __init__(self, service, leave):
        self.service, self.leave, self.input = service, leave, b""

    def arrived(self, fd):
        data = os.read(fd, 65536)
        if not data:
            self.leave()
        self.input += data
        while b"\n" in self.input:
            line, self.input = self.input.split(b"\n", 1)
            request = json.loads(line.decode())
            try:
                reply = {"id": request["id"],
                         "ok": getattr(self.service, "do_" + request["do"])(**request.get("with", {}))}
            except Exception as error:  # the other side names the node and shows this
                last = traceback.extract_tb(error.__traceback__)[-1]
                reply = {"id": request["id"], "error": "%s: %s (in %s)" % (type(error).__name__, error, last.name)}
            sys.stdout.write(json.dumps(reply, separators=(",", ":")) + "\n")
            sys.stdout.flush()
