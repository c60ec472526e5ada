const a = 1
# heading
