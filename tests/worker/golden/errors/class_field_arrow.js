class Button {
  onClick = () => this.handler.run()
}
new Button().onClick()
