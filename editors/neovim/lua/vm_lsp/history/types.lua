---@meta
-- What `vm.history.*` answers beyond what a run does: lines and columns count from 0, columns in the client's units.

---@class vm_lsp.Execution
---@field input string The text that ran.
---@field uri string
---@field path? string Relative to the workspace.
---@field range? lsp.Range
---@field resultRange? lsp.Range
---@field queuedAt string
---@field startedAt? string
---@field metrics? { wallMs?: number }
---@field pinned? boolean Kept whatever the retention says.

---@class vm_lsp.Event
---@field seq integer
---@field type "input_echo"|"console"|"statement"|"system"|"value"|"exception"
---@field payload table

---@class vm_lsp.HistoryPage
---@field items vm_lsp.Execution[]
---@field nextCursor? string
