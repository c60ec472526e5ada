for (let of []) ;
