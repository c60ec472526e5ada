const a = { value: { value: null } }
a.value.value.value
