import './half.mjs'
