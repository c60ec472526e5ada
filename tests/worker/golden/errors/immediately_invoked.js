(function setUp() {
  window.title = 'x'
})()
