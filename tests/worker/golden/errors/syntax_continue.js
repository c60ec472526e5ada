if (true) { continue }
