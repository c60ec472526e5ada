const t = new Later()
class Later {}
