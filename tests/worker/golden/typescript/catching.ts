let seen: unknown;
try { throw 1; } catch (error: unknown) { seen = error as number; }
seen
