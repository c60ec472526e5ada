const ring = {}
ring.self = ring
JSON.stringify(ring)
