import './broken.mjs'
1
