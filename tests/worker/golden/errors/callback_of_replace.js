'a-b'.replace(/-(.)/g, (whole, letter) => letter.toUppercase())
