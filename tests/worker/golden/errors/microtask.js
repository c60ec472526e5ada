queueMicrotask(() => { missing.first })
'done'
