'use strict'; '\07'
