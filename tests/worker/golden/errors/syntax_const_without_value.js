const later
