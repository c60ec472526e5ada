const a = '😀'
const b = '😀' + ;
