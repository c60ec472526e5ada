const a = 1
}
