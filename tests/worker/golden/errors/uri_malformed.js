const path = '%E0%A4%A'
decodeURIComponent(path)
