let seen         ;
try { throw 1; } catch (error         ) { seen = error          ; }
seen
