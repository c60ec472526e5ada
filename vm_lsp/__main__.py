"""`python -m vm_lsp` is `vm-lsp`."""

import sys

from vm_lsp.cli.app import main

sys.exit(main())
