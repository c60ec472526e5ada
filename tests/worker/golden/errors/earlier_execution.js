helper({ size: 0 })
