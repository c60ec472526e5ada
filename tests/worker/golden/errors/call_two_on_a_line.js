const o = { ok() { return 1 } }
o.ok(); o.bad(o.ok()); o.ok()
