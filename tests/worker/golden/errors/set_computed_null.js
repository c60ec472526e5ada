const o = null
o['key'] = 1
