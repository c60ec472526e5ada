x = 1; let é = '😀' let b
