const el = null
el.focus()
