const o = { n: 0 }
do { o.n++ } while (o.list.length > o.n)
