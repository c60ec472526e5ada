for (;;) { break outer }
