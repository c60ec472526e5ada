"""``python -m vm_lsp.worker OPTIONS``: the process a session runs in; OPTIONS is a `WorkerOptions` as JSON."""

import sys

from vm_lsp.worker.main import main

sys.exit(main(sys.argv[1:]))
