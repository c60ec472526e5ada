const f = async (x) => { await x }; const g = (x) => { await x }
