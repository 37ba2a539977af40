"""Where Python may keep no compiled code beside the source (a container, say), tests keep it in `.pytest_cache`.

Compiling all that is imported takes two seconds of the processor, for every worker and every process a test starts.
"""

import os
import sys
from pathlib import Path

if sys.dont_write_bytecode:
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).parents[1] / ".pytest_cache" / "bytecode")
    os.environ["PYTHONPYCACHEPREFIX"] = sys.pycache_prefix
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
