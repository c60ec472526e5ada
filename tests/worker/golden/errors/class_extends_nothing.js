const Parent = undefined
class Child extends Parent {}
