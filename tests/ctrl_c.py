"""The command line as somebody starts it at a terminal, who can stop it with Ctrl-C.

What a shell starts in the background (`nohup make test`, `make test &`) ignores Ctrl-C, and so does all that it
starts in turn. So the child begins by listening to it.
"""

import sys

LISTEN = (
    "import runpy, signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "runpy.run_module('model', run_name='__main__', alter_sys=True)"
)
LISTENING = [sys.executable, "-c", LISTEN]
"""``python -m model``, listening to Ctrl-C whoever starts it."""
IN_THE_BACKGROUND = ["sh", "-c", 'trap \'\' INT; exec "$0" "$@"']
"""Before a command: starts it as a shell starts what runs in the background."""
