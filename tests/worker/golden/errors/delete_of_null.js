const o = null
delete o.x
