switch (1) { case 1: default: default: }
