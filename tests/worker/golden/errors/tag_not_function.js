const html = {}
html.tag`<p>${1}</p>`
