const f = () => {}
;({}) instanceof f
