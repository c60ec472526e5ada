const x         = 2;
`a${x          }b${(x  + 1)       }c${`d${     x}`}`
