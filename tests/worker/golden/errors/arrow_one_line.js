const pick = ({ a }) => a.b
pick({}); pick(1)
