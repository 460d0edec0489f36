"""Start Debian's Orca with the speech library beside this file. Run by the system's Python.

Without the command `orca`, which refuses to start if the user has another one running.
"""

import sys

from orca import orca

settings = orca.getSettingsManager()
# Keys are not said, so that what follows one is the answer to it.
settings.activate(None, {"enableKeyEcho": False})
sys.path.insert(0, settings.getPrefsDir())
sys.exit(orca.main())
